using Banana.Slicing;

namespace Banana.Core.Tests.Facade;

/// <summary>A graph that is too large for memory says so, with a bound of a few bytes instead of two gigabytes.</summary>
[TestClass]
public sealed class PooledOutputTests
{
    private static readonly Dictionary<string, object> s_graphs = new()
    {
        ["many tokens"] = Enumerable.Range(0, 5000).Cast<object?>().ToList(),
        ["one large token"] = new byte[70_000],
        ["a long text"] = new string('ä', 70_000),
        ["a large token between others"] = new List<object?> { 1, new byte[70_000], 2 },
        ["many levels"] = Enumerable.Range(0, 5000).Aggregate(new List<object?>(), static (inner, _) => [inner]),
    };

    public static IEnumerable<object[]> Graphs => s_graphs.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Graphs))]
    public void SerializeWhole_OfMoreThanItHolds_SaysWhatToDoInstead(string name)
    {
        int whole = BananaSerializer.Serialize(s_graphs[name]).Length;
        foreach (int most in (int[])[1, 255, 256, 1000, 8192, whole - 1])
        {
            using PooledOutput output = new(most);
            InvalidOperationException tooLarge = Assert.ThrowsExactly<InvalidOperationException>(() => BananaSerializer.SerializeWhole(output, s_graphs[name], null));
            Assert.Contains($"more than {most} bytes", tooLarge.Message);
            Assert.Contains("SerializeAsync", tooLarge.Message);
            Assert.AreEqual("0581", Convert.ToHexStringLower(BananaSerializer.Serialize(5)));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Graphs))]
    public void SerializeWhole_OfWhatItHolds_GivesTheSameBytes(string name)
    {
        byte[] expected = BananaSerializer.Serialize(s_graphs[name]);
        using PooledOutput output = new(expected.Length + 1024); // the writer asks for room ahead
        BananaSerializer.SerializeWhole(output, s_graphs[name], null);
        Assert.IsTrue(expected.AsSpan().SequenceEqual(output.Written));
    }

    [TestMethod]
    public void GetSpan_AfterItWasNotEnough_GivesNothingAnyMore()
    {
        using PooledOutput output = new(300);
        output.GetSpan(10)[0] = 7;
        output.Advance(10);
        Assert.ThrowsExactly<InvalidOperationException>(() => output.GetSpan(291));
        Assert.ThrowsExactly<InvalidOperationException>(() => output.GetSpan(1));
        Assert.ThrowsExactly<InvalidOperationException>(() => output.GetMemory());
        Assert.IsTrue(output.IsOverrun);
        Assert.AreEqual(10, output.Written.Length);
    }
}
