using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Types;

/// <summary>Values that the framework refuses, in places where the samples of the contract have no room for them.</summary>
[TestClass]
public sealed class BoundaryTests
{
    private static readonly Sample[] s_samples =
    [
        Of("ImmutableDictionary of two", () => ImmutableDictionary.CreateRange(Two()), BuiltInTypes.ImmutableDictionary(BuiltInTypes.String, BuiltInTypes.Int32)),
        Of("ImmutableSortedDictionary of two", () => ImmutableSortedDictionary.CreateRange(Two()), BuiltInTypes.ImmutableSortedDictionary(BuiltInTypes.String, BuiltInTypes.Int32)),
        Of("SortedSet of anything", () => new SortedSet<object>(["a", "b"]), BuiltInTypes.SortedSet(BuiltInTypes.Object)),
        Of("SortedDictionary of anything", () => new SortedDictionary<object, int> { [1] = 1, [2] = 2 }, BuiltInTypes.SortedDictionary(BuiltInTypes.Object, BuiltInTypes.Int32)),
        Of("SortedList of anything", () => new SortedList<object, int> { [1] = 1, [2] = 2 }, BuiltInTypes.SortedList(BuiltInTypes.Object, BuiltInTypes.Int32)),
        Of("PriorityQueue of anything", () => new PriorityQueue<int, object>([(1, 1), (2, 2)]), BuiltInTypes.PriorityQueue(BuiltInTypes.Int32, BuiltInTypes.Object)),
        Of("ImmutableSortedSet of anything", () => ImmutableSortedSet.Create<object>(1, 2), BuiltInTypes.ImmutableSortedSet(BuiltInTypes.Object)),
        Of("ReadOnlySet of text", () => new ReadOnlySet<string>(new HashSet<string> { "a" }), BuiltInTypes.ReadOnlySet(BuiltInTypes.String)),
        Of("ReadOnlyMemory of numbers", () => new ReadOnlyMemory<int>([1, 2]), BuiltInTypes.ReadOnlyMemory(BuiltInTypes.Array(BuiltInTypes.Int32))),
        Of("int[,,,] without elements", () => new int[3, 0, 2, 1], BuiltInTypes.Array4D(BuiltInTypes.Int32)),
        .. Exceptions(),
    ];

    public static IEnumerable<object[]> All => s_samples.Select(sample => new object[] { sample.Name });

    public static IEnumerable<object[]> InFoolscap => s_samples.Where(sample => sample.CanBeSentIn(FoolscapDialect.Instance)).Select(sample => new object[] { sample.Name });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WithAnyTokenReplaced_IsReadOrRefusedAsThePeersFault(string name) =>
        s_samples.Single(sample => sample.Name == name).BoundariesAnywhere(WireDialect.Net);

    [TestMethod]
    [DynamicData(nameof(InFoolscap))]
    public void Value_WithAnyTokenReplacedInFoolscap_IsReadOrRefusedAsThePeersFault(string name) =>
        s_samples.Single(sample => sample.Name == name).BoundariesAnywhere(FoolscapDialect.Instance);

    [TestMethod]
    [Clause("T-26")]
    [DataRow("8820870c8267726964323c696e7433323e8824870281008100817f7f7f7f078100818989")]
    [DataRow("8820870c8267726964323c696e7433323e882487028100830081007f7f7f7f07818989")]
    public void Grid_OfNoElementsByMany_IsAViolation(string hex)
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Array2D(BuiltInTypes.Int32));
        Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<int[,]>(Hex.Parse(hex), options));
    }

    private static Dictionary<string, int> Two() => new() { ["a"] = 1, ["b"] = 2 };

    private static Sample<T> Of<T>(string name, Func<T> make, SliceableType<T> type) => Sample.Of("boundaries", name, make, type);

    private static IEnumerable<Sample> Exceptions()
    {
        yield return Of<Exception>("exception", () => new InvalidOperationException("a", new FormatException("b")) { HelpLink = "c", Source = "d" }, BuiltInTypes.Exception);
        yield return Of<Exception>("exception with data", () => new IOException("a") { Data = { ["b"] = 1 } }, BuiltInTypes.Exception);
        yield return Of<Exception>("exception of an argument", () => new ArgumentOutOfRangeException("a", 5, "b"), BuiltInTypes.Exception);
    }
}
