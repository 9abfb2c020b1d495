using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Types;

/// <summary>Which comparers a peer may pick.</summary>
[TestClass]
public sealed class ComparerTests
{
    private static readonly SliceableType<Dictionary<string, int>> s_map = BuiltInTypes.Dictionary(BuiltInTypes.String, BuiltInTypes.Int32);

    [TestMethod]
    [Clause("T-23")]
    public void Read_OfTextByReference_IsRefused()
    {
        byte[] twoKeys = ByReference("018261 0181 018261 0281"); // "a" twice
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Dictionary<string, int>>(twoKeys, NewOptions()));
        Assert.AreEqual((ViolationCode.InvalidKey, "${0}"), (refused.Code, refused.Path));
        BananaSerializerOptions named = NewOptions();
        named.Types.Comparers.Add("reference", ReferenceEqualityComparer.Instance);
        Assert.HasCount(2, BananaSerializer.Deserialize<Dictionary<string, int>>(twoKeys, named)!);
    }

    [TestMethod]
    public void Write_OfTextByReference_IsRefusedUnlessTheOptionsNameIt()
    {
        Dictionary<string, int> map = new((IEqualityComparer<string>)(object)ReferenceEqualityComparer.Instance) { ["a"] = 1 };
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(map, NewOptions()));
        Assert.AreEqual(ViolationCode.NotRepresentable, refused.Code);
        BananaSerializerOptions named = NewOptions();
        named.Types.Comparers.Add("reference", ReferenceEqualityComparer.Instance);
        Dictionary<string, int> back = BananaSerializer.Deserialize<Dictionary<string, int>>(BananaSerializer.Serialize(map, named), named)!;
        Assert.AreSame(ReferenceEqualityComparer.Instance, back.Comparer);
        Assert.ThrowsExactly<ArgumentException>(() => NewOptions().Types.Comparers
            .Add("reference", ReferenceEqualityComparer.Instance).Add("reference", ReferenceEqualityComparer.Instance));
    }

    [TestMethod]
    public void RoundTrip_ByReferenceOfWhatComparesSoByItself_KeepsTheComparer()
    {
        BananaSerializerOptions options = NewOptions();
        options.Types.Add(BuiltInTypes.Set(BuiltInTypes.Object)).Add(BuiltInTypes.FrozenSet(BuiltInTypes.Object));
        HashSet<object> set = new(ReferenceEqualityComparer.Instance) { new List<object> { 1 }, new byte[] { 2 } };
        HashSet<object> back = BananaSerializer.Deserialize<HashSet<object>>(BananaSerializer.Serialize(set, options), options)!;
        Assert.HasCount(2, back);
        Assert.AreSame(ReferenceEqualityComparer.Instance, back.Comparer);
        set.Add("text");
        Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(set, options));
    }

    [TestMethod]
    [DataRow("ordinal")]
    [DataRow("ordinal-ignore-case")]
    [DataRow("invariant")]
    [DataRow("invariant-ignore-case")]
    public void RoundTrip_OfTextByAWellKnownComparer_KeepsIt(string name)
    {
        StringComparer comparer = name switch
        {
            "ordinal" => StringComparer.Ordinal,
            "ordinal-ignore-case" => StringComparer.OrdinalIgnoreCase,
            "invariant" => StringComparer.InvariantCulture,
            _ => StringComparer.InvariantCultureIgnoreCase,
        };
        Dictionary<string, int> map = new(comparer) { ["a"] = 1, ["b"] = 2 };
        Dictionary<string, int> back = BananaSerializer.Deserialize<Dictionary<string, int>>(BananaSerializer.Serialize(map, NewOptions()), NewOptions())!;
        Assert.AreSame(comparer, back.Comparer);
        CollectionAssert.AreEquivalent(map, back);
    }

    [TestMethod]
    public void RoundTrip_ByReferenceOfWhatHasAnOrderOnly_KeepsTheComparer()
    {
        BananaSerializerOptions options = NewOptions();
        options.Types.Add<Ranked>().Add(BuiltInTypes.Set(options.Types.Get<Ranked>()));
        HashSet<Ranked> set = new(ReferenceEqualityComparer.Instance) { new() { Rank = 1 }, new() { Rank = 1 } };
        HashSet<Ranked> back = BananaSerializer.Deserialize<HashSet<Ranked>>(BananaSerializer.Serialize(set, options), options)!;
        Assert.HasCount(2, back);
    }

    /// <summary>Has an order, and compares by identity all the same.</summary>
    [Sliceable("test.ranked")]
    internal sealed class Ranked : IComparable
    {
        public int Rank { get; set; }

        public int CompareTo(object? obj) => Rank.CompareTo(((Ranked)obj!).Rank);
    }

    private static byte[] ByReference(string entries)
    {
        string name = Hex.Format("reference"u8);
        return Hex.Parse($"88 {WireDialect.Net.Vocabulary.IndexOf("by"):x2} 87 0982 {name} {entries} 89");
    }

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(s_map);
        return options;
    }
}
