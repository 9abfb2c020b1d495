namespace Banana.Generators.Tests;

/// <summary>
/// Generated code as it is, in Snapshots. To approve a change, run the tests with BANANA_UPDATE=1 and read the difference.
/// </summary>
[TestClass]
public sealed class SnapshotTests
{
    private const string Class =
        """
        namespace Shop;

        [Sliceable("shop.order")]
        public sealed class Order
        {
            private int _secret;

            public required Guid Id { get; init; }

            public string? Note { get; set; }

            public Kind Kind { get; set; }

            public List<Line> Lines { get; } = [];

            public Order? Previous { get; set; }

            [SliceMember("total", IsRequired = true, Aliases = ["sum"])]
            public decimal Total { get; private set; }
        }

        public enum Kind { Small, Large }
        """;

    private const string Record =
        """
        namespace Shop;

        [Sliceable("shop.line")]
        public record Line(int Quantity, string Product = "none")
        {
            public Line? Next { get; set; }
        }
        """;

    private const string Generic =
        """
        [assembly: SliceableContainer(typeof(Shop.Box<int>))]

        namespace Shop;

        [Sliceable("shop.box")]
        public sealed class Box<T>
            where T : notnull
        {
            private T? _value;
        }

        [Sliceable("shop.point")]
        public readonly struct Point(int x)
        {
            public int X { get; } = x;
        }

        [Sliceable("shop.figure"), SliceDerived(typeof(Circle))]
        public abstract class Figure;

        [Sliceable("shop.circle")]
        public sealed class Circle : Figure;
        """;

    private const string Events =
        """
        namespace Shop;

        [Event("shop.order-placed")]
        public sealed record OrderPlaced(int Number);

        [Sliceable("shop.parcel"), Event("shop.parcel-sent")]
        public readonly record struct Parcel(int Grams);

        [Event("shop.figure-drawn"), SliceDerived(typeof(SquareDrawn))]
        public abstract record FigureDrawn;

        [Event("shop.square-drawn")]
        public sealed record SquareDrawn(int Size, OrderPlaced? After) : FigureDrawn;
        """;

    [TestMethod]
    [DataRow("Shop.Order")]
    [DataRow("Shop.Line")]
    [DataRow("Shop.Box(T)")]
    [DataRow("Shop.Point")]
    [DataRow("Shop.OrderPlaced")]
    [DataRow("Shop.Parcel")]
    public void Code_OfAType_IsTheApprovedOne(string type) => AssertApproved($"{type}.Sliceable.g.cs");

    [TestMethod]
    public void Registration_OfAnAssembly_IsTheApprovedOne() => AssertApproved("SliceableTypes.g.cs");

    [TestMethod]
    public void Code_OfEveryKind_CompilesWithoutWarnings() =>
        Assert.IsEmpty(GeneratorRun.Of(Class, Record, Generic, Events).Problems.Where(problem => problem.Id is not ("CS0169" or "CS0649")).ToList());

    private static void AssertApproved(string hintName)
    {
        string actual = GeneratorRun.Of(Class, Record, Generic, Events).Text(hintName).ReplaceLineEndings("\n");
        string file = Path.Combine(Repository.Root, "tests", "Banana.Generators.Tests", "Snapshots", hintName + ".txt");
        if (Environment.GetEnvironmentVariable("BANANA_UPDATE") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.AreEqual(File.ReadAllText(file), actual);
    }
}
