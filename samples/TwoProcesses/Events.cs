using Banana;

namespace TwoProcesses;

[Event("shop.place-order")] public sealed record PlaceOrder(int Number, int Quantity, decimal Price);
[Event("shop.receipt")] public sealed record Receipt(int Number, decimal Total);
[Event("shop.order-paid")] public sealed record OrderPaid(int Number, decimal Amount);
[Event("shop.order-shipped")] public sealed record OrderShipped(int Number);
