namespace Banana.Benchmarks.Models;

/// <summary>W2: an order of 22 objects, ten lines over five shared products.</summary>
[Sliceable("shop.order")]
public sealed class Order
{
    public long Id { get; set; }

    public DateTime Created { get; set; }

    public Customer? Customer { get; set; }

    public List<LineItem> Items { get; set; } = [];

    public string Note { get; set; } = "";

    public static Order Create()
    {
        Random random = new(22);
        Product[] products = [.. Enumerable.Range(0, 5).Select(i => new Product
        {
            Id = random.Next(),
            Name = Letters(random, 16),
            Tags = [Letters(random, 8), Letters(random, 10), Letters(random, 6)],
        })];
        return new Order
        {
            Id = random.NextInt64(),
            Created = new DateTime(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc).AddTicks(random.Next()),
            Customer = new Customer { Id = random.Next(), Name = Letters(random, 14), Email = Letters(random, 22), City = Letters(random, 9) },
            Items = [.. Enumerable.Range(0, 10).Select(i => new LineItem
            {
                Quantity = random.Next(1, 100), Price = new decimal(random.Next(1, 1_000_000), 0, 0, false, 2), Product = products[i % 5],
            })],
            Note = Letters(random, 40),
        };
    }

    /// <summary>The objects that any reader must make: lists of their size, texts, no more.</summary>
    public Order Clone()
    {
        Order clone = new()
        {
            Id = Id,
            Created = Created,
            Customer = new Customer { Id = Customer!.Id, Name = Copy(Customer.Name), Email = Copy(Customer.Email), City = Copy(Customer.City) },
            Items = new List<LineItem>(Items.Count),
            Note = Copy(Note),
        };
        for (int i = 0; i < Items.Count; i++)
        {
            Product product = i < 5 ? Items[i].Product!.Clone() : clone.Items[i - 5].Product!;
            clone.Items.Add(new LineItem { Quantity = Items[i].Quantity, Price = Items[i].Price, Product = product });
        }

        return clone;
    }

    internal static string Copy(string text) => new(text.AsSpan());

    /// <summary>Whether two orders are equal and share their products in the same places.</summary>
    public static bool AreSame(Order left, Order right) =>
        left.Id == right.Id && left.Created == right.Created && left.Created.Kind == right.Created.Kind && left.Note == right.Note
        && left.Customer!.Id == right.Customer!.Id && left.Customer.Name == right.Customer.Name
        && left.Customer.Email == right.Customer.Email && left.Customer.City == right.Customer.City
        && left.Items.Count == right.Items.Count
        && left.Items.Zip(right.Items).All(pair => pair.First.Quantity == pair.Second.Quantity
            && decimal.GetBits(pair.First.Price).SequenceEqual(decimal.GetBits(pair.Second.Price))
            && pair.First.Product!.Id == pair.Second.Product!.Id && pair.First.Product.Name == pair.Second.Product.Name
            && pair.First.Product.Tags.SequenceEqual(pair.Second.Product.Tags))
        && Enumerable.Range(0, 5).All(i => ReferenceEquals(right.Items[i].Product, right.Items[i + 5].Product));

    private static string Letters(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => (char)random.Next('a', 'z' + 1)));
}

[Sliceable("shop.customer")]
public sealed class Customer
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string City { get; set; } = "";
}

[Sliceable("shop.lineitem")]
public sealed class LineItem
{
    public int Quantity { get; set; }

    public decimal Price { get; set; }

    public Product? Product { get; set; }
}

[Sliceable("shop.product")]
public sealed class Product
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    public string[] Tags { get; set; } = [];

    public Product Clone()
    {
        Product clone = new() { Id = Id, Name = Order.Copy(Name), Tags = new string[Tags.Length] };
        for (int i = 0; i < Tags.Length; i++)
        {
            clone.Tags[i] = Order.Copy(Tags[i]);
        }

        return clone;
    }
}
