using System.Collections.Immutable;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Types;

/// <summary>The ready forms for types of one's own: values come back, and what a peer sends wrong is a violation.</summary>
[TestClass]
public sealed class CustomTypesTests
{
    private static readonly SliceableType<Percent> s_percent = CustomTypes.Token(
        "test.percent", static (Percent value) => value.Value, static number => number is >= 0 and <= 100 ? new Percent(number) : null, "a percentage");

    private static readonly SliceableType<Ring> s_ring = CustomTypes.Elements<Ring, object>(
        "test.ring", BuiltInTypes.Object, static ring => ring.Items, static () => new Ring(), static (ring, item) => ring.Items.Add(item));

    [TestMethod]
    public void Token_OfAValue_IsTheBareTokenAndComesBack()
    {
        BananaSerializerOptions options = With(s_percent);
        CollectionAssert.AreEqual(BananaSerializer.Serialize(42), BananaSerializer.Serialize(new Percent(42), options));
        Assert.AreEqual(new Percent(42), Back(new Percent(42), options));
        Assert.AreEqual(new Percent(42), Back<object>(new Percent(42), options), "it says what it is");
    }

    [TestMethod]
    public void Token_ThatIsNoValue_IsAViolationThatSaysWhatWasExpected()
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Percent>(BananaSerializer.Serialize(101), With(s_percent)));
        Assert.AreEqual("a percentage", refused.Expected);
    }

    [TestMethod]
    public void Token_OfAllKinds_ComesBack()
    {
        AssertToken(long.MinValue);
        AssertToken(Int128.MaxValue);
        AssertToken(-0.5);
        AssertToken("text");
    }

    [TestMethod]
    public void Token_OfATypeThatIsNone_SaysWhichAre()
    {
        ArgumentException wrong = Assert.ThrowsExactly<ArgumentException>(
            () => CustomTypes.Token("test.date", static (Percent value) => DateTime.MinValue, static date => new Percent(0), "a percentage"));
        Assert.Contains("int, long, Int128, double or string", wrong.Message);
    }

    [TestMethod]
    public void Elements_OfACollectionInsideOfItself_ComeBack()
    {
        Ring ring = new();
        ring.Items.AddRange([1, ring, "last"]);
        Ring back = Back(ring, With(s_ring));
        Assert.AreEqual((1, "last"), (back.Items[0], back.Items[2]));
        Assert.AreSame(back, back.Items[1]);
    }

    [TestMethod]
    public void Elements_OfACollectionThatIsBuilt_ComeBack()
    {
        SliceableType<Playlist> type = CustomTypes.Elements<Playlist, string>(
            "test.playlist", BuiltInTypes.String, static list => list.Songs, static songs => new Playlist([.. songs]));
        Assert.AreEqual("test.playlist<unicode>", type.Name);
        Playlist back = (Playlist)Back<object>(new Playlist(["a", "b"]), With(type));
        Assert.AreEqual("a, b", string.Join(", ", back.Songs));
    }

    [TestMethod]
    public void Elements_WithMoreBytesThanThereMayBe_AreRefused()
    {
        SliceableType<Ring> dear = CustomTypes.Elements<Ring, object>(
            "test.ring", BuiltInTypes.Object, static ring => ring.Items, static () => new Ring(), static (ring, item) => ring.Items.Add(item), 1_000_000);
        byte[] bytes = BananaSerializer.Serialize(new Ring { Items = { 1, 2 } }, With(s_ring));
        BananaSerializerOptions options = With(dear, new() { MaxManagedBytes = 1_500_000 });
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Ring>(bytes, options));
        Assert.AreEqual(ViolationCode.TooMuchMemory, refused.Code);
    }

    [TestMethod]
    public void Entries_OfAMap_ComeBack()
    {
        Headers headers = new();
        headers.Map["Accept"] = "text";
        Headers back = Back(headers, With(NewHeaders(static headers => headers.Map)));
        Assert.AreEqual("text", back.Map["ACCEPT"]);
    }

    [TestMethod]
    public void Entries_WithAKeyThatTheMapHasAlready_AreRefused()
    {
        SliceableType<Headers> doubling = NewHeaders(static _ => [new("a", "1"), new("A", "2")], StringComparer.Ordinal);
        byte[] bytes = BananaSerializer.Serialize(new Headers(), With(doubling));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Headers>(bytes, With(NewHeaders(static headers => headers.Map))));
        Assert.AreEqual(ViolationCode.DuplicateKey, refused.Code);
    }

    [TestMethod]
    public void Entries_WhoseKeysCollide_AreRefusedLikeThoseOfADictionary()
    {
        SliceableType<Counts> counts = CustomTypes.Entries<Counts, long, int>(
            "dict", BuiltInTypes.Int64, BuiltInTypes.Int32, static counts => counts.Map, static () => new Counts(), static (counts, key, value) => counts.Map.TryAdd(key, value));
        Counts attack = new();
        for (long i = 1; i <= 20_000; i++)
        {
            attack.Map[(i << 32) | i] = 0; // a long hashes to one half xor the other
        }

        ViolationException own = Assert.ThrowsExactly<ViolationException>(() => Back(attack, With(counts)));
        ViolationException builtIn = Assert.ThrowsExactly<ViolationException>(
            () => Back(attack.Map, With(BuiltInTypes.Dictionary(BuiltInTypes.Int64, BuiltInTypes.Int32))));
        Assert.AreEqual(builtIn.Code, own.Code);
    }

    [TestMethod]
    public void Surrogate_OfATypeOfOthers_TravelsInItsPlaceAndKeepsIdentity()
    {
        SliceableType<System.Net.NetworkInformation.PhysicalAddress> type = CustomTypes.Surrogate<System.Net.NetworkInformation.PhysicalAddress, string>(
            "test.mac", BuiltInTypes.String, static address => address.ToString(), static text => System.Net.NetworkInformation.PhysicalAddress.Parse(text));
        System.Net.NetworkInformation.PhysicalAddress mac = new([1, 2, 3, 4, 5, 6]);
        List<object?> back = Back<List<object?>>([mac, mac], With(type));
        Assert.AreEqual(mac, back[0]);
        Assert.AreSame(back[0], back[1]);
    }

    [TestMethod]
    public void Forms_WithoutWhatTheyNeed_SayWhatIsMissing()
    {
        Assert.ThrowsExactly<ArgumentException>(() => CustomTypes.Parts<Percent>("", static _ => default));
        Assert.ThrowsExactly<ArgumentNullException>(() => CustomTypes.Parts<Percent>("test.none", null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => CustomTypes.Elements<Ring, object>("test.ring", BuiltInTypes.Object, static ring => ring.Items, static _ => new Ring(), -1));
    }

    private static void AssertToken<T>(T value)
        where T : notnull
    {
        SliceableType<Holder<T>> type = CustomTypes.Token("test.holder", static (Holder<T> holder) => holder.Value, static token => new Holder<T>(token), "a token");
        Assert.AreEqual(new Holder<T>(value), Back(new Holder<T>(value), With(type)));
    }

    private static SliceableType<Headers> NewHeaders(
        Func<Headers, IEnumerable<KeyValuePair<string, string>>> view, IEqualityComparer<string>? comparer = null) =>
        CustomTypes.Entries(
            "test.headers",
            BuiltInTypes.String,
            BuiltInTypes.String,
            view,
            static () => new Headers(),
            static (headers, key, value) => headers.Map.TryAdd(key, value),
            comparer ?? StringComparer.OrdinalIgnoreCase);

    private static BananaSerializerOptions With<T>(SliceableType<T> type, Banana.Wire.WireLimits? limits = null)
    {
        BananaSerializerOptions options = limits is null ? new() : new() { Policy = BananaPolicy.Trusted with { Limits = limits } };
        options.Types.Add(type);
        return options;
    }

    private static T Back<T>(T value, BananaSerializerOptions options) =>
        BananaSerializer.Deserialize<T>(BananaSerializer.Serialize(value, options), options)!;

    private readonly record struct Percent(int Value);

    private readonly record struct Holder<T>(T Value);

    private sealed record Playlist(ImmutableList<string> Songs);

    private sealed class Ring
    {
        public List<object> Items { get; } = [];
    }

    private sealed class Headers
    {
        public Dictionary<string, string> Map { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    private sealed class Counts
    {
        public Dictionary<long, int> Map { get; } = [];
    }
}
