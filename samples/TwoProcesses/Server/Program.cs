using Banana.Transport;
using TwoProcesses;

await using Endpoint shop = new("shop");
shop.Respond<PlaceOrder, Receipt>(order => new Receipt(order.Number, order.Quantity * order.Price));
shop.Subscribe<OrderPaid>(async paid =>
{
    Console.WriteLine($"order {paid.Number} is paid: {paid.Amount}");
    await shop.PublishAsync(new OrderShipped(paid.Number)); // to all that subscribe
});
await shop.ServeAsync(CarrierAddress.Parse(args[0]).Listen());
Console.WriteLine("serving until the input ends");
await Console.In.ReadToEndAsync();
