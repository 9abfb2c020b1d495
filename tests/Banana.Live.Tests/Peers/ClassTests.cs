using Banana.Conformance.Tests.Foolscap;

namespace Banana.Live.Tests.Peers;

/// <summary>Classes of ours are Copyables in Python, by the same name and with the same attributes.</summary>
[TestClass]
public sealed class ClassTests
{
    [TestMethod]
    [Clause("T-11")]
    public async Task Class_ThroughPython_ComesBackWithAllItsState()
    {
        Order order = NewOrder();
        List<Order> back = await RecodeAsync([order]);
        Assert.IsTrue(BananaSerializer.GraphEquals(order, back.Single()));
        Assert.AreEqual((1.50m, "1.50"), (back[0].Total, back[0].Total.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Foolscap's receiver keeps an instance one, its sender does not.</summary>
    [TestMethod]
    [Clause("F-6")]
    public async Task Instance_ThatIsShared_IsReferredToByUsAndSentTwiceByPython()
    {
        Order order = NewOrder();
        List<Order> ours = Deserialize(Serialize([order, order]));
        Assert.AreSame(ours[0], ours[1]);
        List<Order> back = await RecodeAsync([order, order]);
        Assert.AreNotSame(back[0], back[1]);
        Assert.IsTrue(BananaSerializer.GraphEquals(back[0], back[1]));
    }

    /// <summary>Python's programs say 5 where 5.0 or Decimal("5") is meant.</summary>
    [TestMethod]
    [Clause("I-3")]
    public void Integer_WhereARealIsDeclared_IsTakenIfItFits()
    {
        static Order Read(string attribute, string number) => BananaSerializer.Deserialize<List<Order>>(
            [
                .. TokenNotation.Parse($"O0 'list' O1 'copyable' 'test.order' '{attribute}'"),
                .. Hex.Parse(number),
                .. TokenNotation.Parse("C1 C0"),
            ],
            NewOptions())!.Single();
        Assert.AreEqual(5.0, Read("Rate", "0581").Rate);
        Assert.AreEqual(-5m, Read("Total", "0583").Total);
        Assert.AreEqual("$[0].Rate", Assert.ThrowsExactly<ViolationException>(() => Read("Rate", "0885 0020000000000001")).Path);
        Assert.AreEqual("$[0].Total", Assert.ThrowsExactly<ViolationException>(() => Read("Total", "0985 010000000000000000")).Path);
        Assert.AreEqual("$[0].Total", Assert.ThrowsExactly<ViolationException>(() => Read("Total", "84 3ff0000000000000")).Path);
    }

    /// <summary>A type of somebody else's goes as its surrogate.</summary>
    [TestMethod]
    public async Task Surrogate_ThroughPython_StandsForTheForeignType()
    {
        Order order = NewOrder();
        order.Wait = new Delay(5);
        Assert.AreEqual(5, (await RecodeAsync([order])).Single().Wait!.Seconds);
    }

    private static Order NewOrder() => new()
    {
        Id = long.MaxValue,
        Total = 1.50m,
        When = new DateTime(2026, 11, 20, 13, 0, 0, DateTimeKind.Utc),
        Note = "für €5 \U0001F34C",
        IsPaid = true,
        Day = DayOfWeek.Friday,
        Key = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Rate = double.NaN,
        Count = null,
        Lines = { new Line { Product = "list", Amounts = [1, 2, 3] }, new Line { Product = null, Amounts = [] } },
        Stock = new() { ["a"] = 1, ["b"] = 2 },
        Tags = ["x"],
        Anything = new ObjectTuple(1, "two", null),
    };

    private static async Task<List<Order>> RecodeAsync(List<Order> orders)
    {
        return Deserialize(await PythonRecoder.RecodeAsync(Serialize(orders)));
    }

    private static BananaSerializerOptions NewOptions() => new(FoolscapDialect.Instance);

    private static byte[] Serialize(List<Order> orders) => BananaSerializer.Serialize(orders, NewOptions());

    private static List<Order> Deserialize(byte[] bytes) => BananaSerializer.Deserialize<List<Order>>(bytes, NewOptions())!;
}
