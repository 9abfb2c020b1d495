using System.Collections.Frozen;
using System.Collections.Immutable;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What Foolscap's receiver would change without a word, or lose the connection over, is refused where it stands.</summary>
[TestClass]
public sealed class FoolscapSenderTests
{
    private static readonly FoolscapDialect s_copying = new() { CopiesInstances = true };

    [TestMethod]
    [Clause("F-6")]
    public void Member_ThatFoolscapCannotHash_IsRefused()
    {
        AssertRefused<HashSet<List<int>>>([[1]], "$[0]", types => types.Add(BuiltInTypes.Set(BuiltInTypes.List(types.Get<int>())) with { Name = "s" }));
        AssertRefused<Dictionary<ImmutableArray<int>, int>>(
            new() { [[1]] = 1 }, "${0}", types => types.Add(BuiltInTypes.Dictionary(BuiltInTypes.ImmutableArray(types.Get<int>()), types.Get<int>()) with { Name = "s" }));
        AssertRefused<HashSet<Tuple<int, List<int>>>>(
            [Tuple.Create(1, new List<int>())],
            "$[0].Item2",
            types => types.Add(BuiltInTypes.Set(BuiltInTypes.Tuple(types.Get<int>(), BuiltInTypes.List(types.Get<int>()))) with { Name = "s" }));
    }

    [TestMethod]
    [Clause("F-6")]
    public void Key_ThatWasSentBeforeWithAListInIt_IsRefused()
    {
        Tuple<Tuple<object>> sent = Tuple.Create(Tuple.Create((object)new List<object?>()));
        foreach ((Tuple<Tuple<object>> key, string path) in new[] { (sent, "$.Item2{0}"), (Tuple.Create(sent.Item1), "$.Item2{0}.Item1") })
        {
            AssertRefused(
                Tuple.Create(sent, new Dictionary<Tuple<Tuple<object>>, int> { [key] = 1 }),
                path,
                types =>
                {
                    SliceableType<Tuple<Tuple<object>>> keys = BuiltInTypes.Tuple(BuiltInTypes.Tuple(types.Get<object>()));
                    types.Add(BuiltInTypes.Tuple(keys, BuiltInTypes.Dictionary(keys, types.Get<int>())) with { Name = "s" });
                });
        }
    }

    [TestMethod]
    [Clause("F-6")]
    public void Key_ThatIsNotWholeYet_IsRefused()
    {
        ObjectDictionary dictionary = new();
        ObjectTuple key = new(new GenericObject("holder") { { "dictionary", dictionary } });
        dictionary.Add(key, 1);
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(BuiltInTypes.GenericObject);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<object>(key, options));
        Assert.AreEqual((ViolationCode.NotRepresentable, "$[0].dictionary{0}"), (refused.Code, refused.Path), refused.Message);
        Assert.Contains("as a key inside of itself", refused.Message);
    }

    [TestMethod]
    public void Value_OfADictionary_MayBeAList()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(BuiltInTypes.Dictionary(options.Types.Get<int>(), BuiltInTypes.List(options.Types.Get<int>())) with { Name = "s" });
        Dictionary<int, List<int>> map = new() { [1] = [2], [0] = [] };
        Assert.HasCount(2, BananaSerializer.Deserialize<Dictionary<int, List<int>>>(BananaSerializer.Serialize(map, options), options)!);
    }

    [TestMethod]
    [Clause("F-2")]
    public void Keys_ThatAreOneToPython_AreRefused()
    {
        AssertRefused<HashSet<byte[]>>([[1], [1]], "$", types => types.Add(BuiltInTypes.Set(types.Get<byte[]>()) with { Name = "s" }));
        AssertRefused<HashSet<object>>([1, 1.0], "$", types => types.Add(BuiltInTypes.Set(types.Get<object>()) with { Name = "s" }));
        AssertRefused(new object[] { true, 1 }.ToFrozenSet(), "$", types => types.Add(BuiltInTypes.FrozenSet(types.Get<object>()) with { Name = "s" }));
        AssertRefused<Dictionary<byte[], int>>(
            new() { [[1]] = 1, [[1]] = 2 }, "$", types => types.Add(BuiltInTypes.Dictionary(types.Get<byte[]>(), types.Get<int>()) with { Name = "s" }));
        AssertRefused<Dictionary<object, int>>(
            new() { [1] = 1, [1m] = 2 }, "$", types => types.Add(BuiltInTypes.Dictionary(types.Get<object>(), types.Get<int>()) with { Name = "s" }));
    }

    [TestMethod]
    [Clause("F-6")]
    public void Instance_InsideOfItself_IsRefusedWhateverIsKept()
    {
        foreach ((FoolscapDialect dialect, ReferenceMode mode) in
            new[] { (FoolscapDialect.Instance, ReferenceMode.Preserve), (s_copying, ReferenceMode.Preserve), (FoolscapDialect.Instance, ReferenceMode.None) })
        {
            GenericObject self = new("self");
            self["list"] = new List<object?> { self };
            BananaSerializerOptions options = new(dialect) { References = mode };
            options.Types.Add(BuiltInTypes.GenericObject);
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(self, options));
            Assert.AreEqual((ViolationCode.NotRepresentable, "$.list[0]"), (refused.Code, refused.Path), $"{dialect.CopiesInstances} {mode}");
        }
    }

    [TestMethod]
    [Clause("F-6")]
    public void Instance_SentTwice_IsOneOrTwoAsAsked()
    {
        foreach ((FoolscapDialect dialect, ReferenceMode mode, bool isOne) in new[]
        {
            (FoolscapDialect.Instance, ReferenceMode.Preserve, true), (s_copying, ReferenceMode.Preserve, false), (FoolscapDialect.Instance, ReferenceMode.None, false),
        })
        {
            GenericObject shared = new("shared") { { "x", 1 } };
            BananaSerializerOptions options = new(dialect) { References = mode };
            options.Types.Add(BuiltInTypes.GenericObject);
            List<object?> back = BananaSerializer.Deserialize<List<object?>>(BananaSerializer.Serialize(new List<object?> { shared, shared }, options), options)!;
            Assert.AreEqual(isOne, ReferenceEquals(back[0], back[1]), $"{dialect.CopiesInstances} {mode}");
            Assert.AreEqual(1, ((GenericObject)back[1]!)["x"]);
        }
    }

    [TestMethod]
    [Clause("F-5")]
    public void Exception_InFoolscap_IsATupleWithAllItSays()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        byte[] bytes = BananaSerializer.Serialize<Exception>(new ArgumentException("no", "x"), options);
        Assert.StartsWith("00880582" + "7475706c65", Hex.Format(bytes));
        ArgumentException back = (ArgumentException)BananaSerializer.Deserialize<Exception>(bytes, options)!;
        Assert.AreEqual("x", back.ParamName);
    }

    private static void AssertRefused<T>(T value, string path, Action<SliceableTypeRegistry> register)
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        register(options.Types);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(value, options));
        Assert.AreEqual((ViolationCode.NotRepresentable, path), (refused.Code, refused.Path), refused.Message);

        BananaSerializerOptions net = new();
        register(net.Types);
        Assert.IsNotEmpty(BananaSerializer.Serialize(value, net), "the other dialect can say it");
    }
}
