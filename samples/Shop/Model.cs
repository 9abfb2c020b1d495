using System.Collections.Immutable;
using Banana;

namespace Shop;

/// <summary>An order: lines that share products, a customer that leads back to its orders.</summary>
[Sliceable("shop.order")]
public sealed class Order
{
    public required Guid Id { get; init; }

    public DateTimeOffset Placed { get; set; }

    public Customer? Customer { get; set; }

    public List<Line> Lines { get; } = [];

    public Dictionary<string, decimal> Discounts { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public Payment? Payment { get; set; }
}

[Sliceable("shop.customer")]
public sealed record Customer(string Name, ImmutableArray<string> Emails)
{
    public List<Order> Orders { get; } = [];
}

[Sliceable("shop.line")]
public sealed class Line
{
    public int Quantity { get; set; }

    public Product? Product { get; set; }
}

[Sliceable("shop.product")]
public sealed record Product(string Name, decimal Price, Weight Weight);

[Sliceable("shop.weight")]
public readonly record struct Weight(double Kilograms);

/// <summary>Payments are of a closed list of kinds.</summary>
[Sliceable("shop.payment")]
[SliceDerived(typeof(CardPayment))]
[SliceDerived(typeof(Invoice))]
public abstract class Payment
{
    public decimal Amount { get; set; }
}

[Sliceable("shop.card-payment")]
public sealed class CardPayment : Payment
{
    public string LastDigits { get; set; } = "";
}

[Sliceable("shop.invoice")]
public sealed class Invoice : Payment
{
    public DateOnly Due { get; set; }
}
