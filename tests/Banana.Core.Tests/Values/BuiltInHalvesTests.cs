using Banana.Slicing;

namespace Banana.Core.Tests.Values;

/// <summary>What the halves of built-in types can do by themselves: nobody outside makes one of them alone.</summary>
[TestClass]
public sealed class BuiltInHalvesTests
{
    [TestMethod]
    public void Read_AtAPositionThatDeclaresItsComparer_TakesNoOther()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(new SliceableType<Dictionary<string, int>>(
            BuiltInTypes.Dictionary(BuiltInTypes.String, BuiltInTypes.Int32).Slicer,
            new DictionaryUnslicer<string, int>(BuiltInTypes.String.Unslicer, BuiltInTypes.Int32.Unslicer, StringComparer.OrdinalIgnoreCase),
            "test.map"));
        Dictionary<string, int> plain = BananaSerializer.Deserialize<Dictionary<string, int>>(
            BananaSerializer.Serialize(new Dictionary<string, int> { ["a"] = 1 }, options), options)!;
        Assert.AreSame(StringComparer.OrdinalIgnoreCase, plain.Comparer);
        Dictionary<string, int> same = BananaSerializer.Deserialize<Dictionary<string, int>>(
            BananaSerializer.Serialize(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }, options), options)!;
        Assert.AreSame(StringComparer.OrdinalIgnoreCase, same.Comparer);
        byte[] other = BananaSerializer.Serialize(new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1 }, options);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Dictionary<string, int>>(other, options));
        Assert.AreEqual(ViolationCode.RefusedOpenType, refused.Code);
    }

    [TestMethod]
    public void AcceptsReference_ToADictionaryWithAnotherComparerThanDeclared_SaysNo()
    {
        UnslicerStack stack = new(new BananaSerializerOptions().ToUnslicerStackOptions());
        DictionaryUnslicer<string, int> Of(IEqualityComparer<string>? comparer) =>
            new(BuiltInTypes.String.Unslicer, BuiltInTypes.Int32.Unslicer, comparer);
        Type type = typeof(Dictionary<string, int>);
        DictionaryUnslicer<string, int> declared = Of(StringComparer.OrdinalIgnoreCase);
        Assert.IsTrue(declared.AcceptsReference(Of(StringComparer.OrdinalIgnoreCase), type, stack));
        Assert.IsFalse(declared.AcceptsReference(Of(StringComparer.Ordinal), type, stack));
        Assert.IsFalse(declared.AcceptsReference(Of(null), type, stack));
        Assert.IsTrue(Of(null).AcceptsReference(declared, type, stack));
    }

    [TestMethod]
    public void Read_OfATypedListWithATaster_TastesItsElements()
    {
        SliceableType<List<string>> strings = BuiltInTypes.List(BuiltInTypes.String);
        Unslicer<List<string>> tasted = new ListUnslicer<string>(BuiltInTypes.String.Unslicer) { Taster = new() { MaxStringBytes = 3 } };
        BananaSerializerOptions writing = new();
        writing.Types.Add(strings);
        BananaSerializerOptions reading = new();
        reading.Types.Add(new SliceableType<List<string>>(strings.Slicer, tasted));
        Assert.HasCount(2, BananaSerializer.Deserialize<List<string>>(BananaSerializer.Serialize<List<string>>(["a", "abc"], writing), reading)!);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<List<string>>(BananaSerializer.Serialize<List<string>>(["a", "abcd"], writing), reading));
        Assert.AreEqual("$[1]", refused.Path);
    }
}
