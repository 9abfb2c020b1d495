using Banana;
using Shop;

// A graph with shared objects and a cycle through a record.
Product chair = new("chair", 49.90m, new Weight(7.5));
Order order = new()
{
    Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
    Placed = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(1)),
    Customer = new Customer("Ann", ["ann@example.org"]),
    Discounts = { ["Autumn"] = 0.10m },
    Payment = new CardPayment { Amount = 99.80m, LastDigits = "4242" },
};
order.Lines.Add(new Line { Quantity = 1, Product = chair });
order.Lines.Add(new Line { Quantity = 1, Product = chair });
order.Customer.Orders.Add(order);

byte[] bytes = BananaSerializer.Serialize(order);
Order back = BananaSerializer.Deserialize<Order>(bytes)!;

Console.WriteLine($"{bytes.Length} bytes; {back.Customer!.Name} ordered {back.Lines.Count} x {back.Lines[0].Product!.Name} at {back.Lines[0].Product!.Price}");
Check(ReferenceEquals(back.Lines[0].Product, back.Lines[1].Product), "the product is shared");
Check(ReferenceEquals(back.Customer.Orders[0], back), "the customer leads back to the order");
Check(back.Discounts["AUTUMN"] == 0.10m, "the dictionary still ignores case");
Check(back.Payment is CardPayment { LastDigits: "4242", Amount: 99.80m }, "the payment is a card payment");
Check(back.Placed == order.Placed && back.Id == order.Id, "values are the same");

// A stream that names something else is refused with the path, and nothing is looked up.
try
{
    BananaSerializer.Deserialize<Order>(BananaSerializer.Serialize<object>(new List<object?> { 1, "evil" }));
    Check(false, "a list is no order");
}
catch (ViolationException refused)
{
    Console.WriteLine($"refused: {refused.Message}");
}

Console.WriteLine("Everything is as expected.");
return 0;

static void Check(bool isSo, string what)
{
    if (!isSo)
    {
        throw new InvalidOperationException($"Not so: {what}.");
    }
}
