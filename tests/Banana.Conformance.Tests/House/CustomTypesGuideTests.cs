using System.Collections.Immutable;
using System.Net.NetworkInformation;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.House;

/// <summary>The examples of docs/custom-types.md are this very code, and what they send comes back.</summary>
[TestClass]
public sealed class CustomTypesGuideTests
{
    private const int MostLines = 16;
    private const int MostEngineLines = 40;

    [TestMethod]
    public void Guide_Examples_AreThisVeryCodeAndShort()
    {
        IReadOnlyDictionary<string, int> lengths =
            ExampleRegions.Require("docs/custom-types.md", "tests/Banana.Conformance.Tests/House/CustomTypesGuideTests.cs", "guide");
        Assert.HasCount(7, lengths);
        foreach ((string name, int length) in lengths)
        {
            Assert.IsLessThanOrEqualTo(name == "engine" ? MostEngineLines : MostLines, length, name);
        }
    }

    [TestMethod]
    public void Token_OfTheGuide_ComesBack()
    {
        AssertBack(new Isbn(9780306406157), Guide.Isbn);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Isbn>(BananaSerializer.Serialize(12L), With(Guide.Isbn)));
        Assert.AreEqual("an ISBN", refused.Expected);
    }

    [TestMethod]
    public void Parts_OfTheGuide_ComeBack() => AssertBack(new Money(12.50m, "EUR"), Guide.Money);

    [TestMethod]
    public void Elements_OfTheGuide_ComeBack()
    {
        Ring<int> ring = new(capacity: 2);
        ring.Push(1);
        ring.Push(2);
        ring.Push(3);
        CollectionAssert.AreEqual(new[] { 2, 3 }, Back(ring, Guide.Ring(BuiltInTypes.Int32, 2)).ToArray());
        Assert.AreEqual("a, b", string.Join(", ", Back(new Playlist(["a", "b"]), Guide.Playlist).Songs));
    }

    [TestMethod]
    public void Entries_OfTheGuide_ComeBack()
    {
        Headers headers = new() { ["Accept"] = "text/html" };
        Assert.AreEqual("text/html", Back(headers, Guide.Headers)["accept"]);
    }

    [TestMethod]
    public void Surrogate_OfTheGuide_ComesBack() => AssertBack(new PhysicalAddress([1, 2, 3, 4, 5, 6]), Guide.Mac);

    [TestMethod]
    public void Engine_OfTheGuide_ComesBack()
    {
        SliceableType<Width> type = new(new WidthSlicer(), new WidthUnslicer(), "acme.width");
        AssertBack(new Width(640), type);
        AssertBack(new Width(null), type);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Width>(BananaSerializer.Serialize("wide"), With(type)));
        Assert.AreEqual("pixels or 'auto'", refused.Expected);
    }

    private static void AssertBack<T>(T value, SliceableType<T> type)
    {
        Assert.AreEqual(value, Back(value, type));
        Assert.AreEqual(value, (T)Back<object, T>(value!, type), "where nothing is declared");
    }

    private static TDeclared Back<TDeclared, T>(TDeclared value, SliceableType<T> type) =>
        BananaSerializer.Deserialize<TDeclared>(BananaSerializer.Serialize(value, With(type)), With(type))!;

    private static BananaSerializerOptions With<T>(SliceableType<T> type)
    {
        BananaSerializerOptions options = new();
        options.Types.Add(type);
        return options;
    }

    private static class Guide
    {
        #region guide token
        public static readonly SliceableType<Isbn> Isbn = CustomTypes.Token(
            "acme.isbn",
            static (Isbn isbn) => isbn.Number,
            static number => number is >= 978_000_000_000_0 and <= 979_999_999_999_9 ? new Isbn(number) : null,
            expected: "an ISBN");
        #endregion

        #region guide parts
        public static readonly SliceableType<Money> Money = CustomTypes.Parts(
            "acme.money",
            static parts => new Money((decimal)parts[0]!, (string)parts[1]!),
            CustomTypes.Part("Amount", BuiltInTypes.Decimal, static (Money money) => money.Amount),
            CustomTypes.Part("Currency", BuiltInTypes.String, static (Money money) => money.Currency));
        #endregion

        #region guide built
        public static readonly SliceableType<Playlist> Playlist = CustomTypes.Elements<Playlist, string>(
            "acme.playlist", BuiltInTypes.String, static list => list.Songs, static songs => new Playlist([.. songs]));
        #endregion

        #region guide elements
        public static SliceableType<Ring<T>> Ring<T>(SliceableType<T> element, int capacity) => CustomTypes.Elements(
            "acme.ring",
            element,
            view: static ring => ring,
            create: () => new Ring<T>(capacity),
            add: static (ring, item) => ring.Push(item));
        #endregion

        #region guide entries
        public static readonly SliceableType<Headers> Headers = CustomTypes.Entries(
            "acme.headers",
            BuiltInTypes.String,
            BuiltInTypes.String,
            view: static headers => headers,
            create: static () => new Headers(),
            tryAdd: static (headers, name, value) => headers.TryAdd(name, value),
            comparer: StringComparer.OrdinalIgnoreCase);
        #endregion

        #region guide surrogate
        public static readonly SliceableType<PhysicalAddress> Mac = CustomTypes.Surrogate(
            "acme.mac",
            BuiltInTypes.Bytes,
            toSurrogate: static (PhysicalAddress address) => address.GetAddressBytes(),
            fromSurrogate: static bytes => new PhysicalAddress(bytes));
        #endregion
    }

    private readonly record struct Isbn(long Number);

    private sealed record Money(decimal Amount, string Currency);

    private sealed record Playlist(ImmutableList<string> Songs);

    private sealed class Headers() : Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    private sealed class Ring<T>(int capacity) : IEnumerable<T>
    {
        private readonly Queue<T> _items = new();

        public void Push(T item)
        {
            _items.Enqueue(item);
            if (_items.Count > capacity)
            {
                _items.Dequeue();
            }
        }

        public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

#region guide engine
public readonly record struct Width(int? Pixels);

public sealed class WidthSlicer : Slicer<Width>
{
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Width value)
    {
        if (value.Pixels is not { } pixels)
        {
            return stack.WriteText(ref writer, "auto");
        }

        writer.WriteInteger(pixels);
        return SliceStep.Done;
    }
}

public sealed class WidthUnslicer : TokenUnslicer<Width>
{
    public override string Expected => "pixels or 'auto'";

    public override OpenType? OpenType => null; // two kinds of token: values say their name where nothing is declared

    public override TokenTypes Tokens => TokenTypes.Integers | TokenTypes.String;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out Width value)
    {
        TokenReader start = reader;
        ReadStatus status = reader.TryReadInt32(out int pixels);
        value = new Width(pixels);
        if (status == ReadStatus.Mismatch && (status = stack.TryReadText(ref reader, out string text)) == ReadStatus.Done)
        {
            value = new Width(null);
            status = text == "auto" ? ReadStatus.Done : ReadStatus.Mismatch;
        }

        reader = status == ReadStatus.Mismatch ? start : reader;
        return status;
    }
}
#endregion
