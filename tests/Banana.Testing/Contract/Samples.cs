using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Banana.Slicing;

namespace Banana.Testing;

/// <summary>Values of every type that can be sent without a class of one's own. The families are those of the field's comparison.</summary>
public static partial class Samples
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Sample> BuiltIn { get; } =
    [
        .. Primitives(), .. Numerics(), .. Dates(), .. Tuples(), .. Values(), .. Boxed(), .. Memories(), .. InvalidText(), .. Arrays(), .. Lists(),
        .. Dictionaries(), .. Comparers(), .. Concurrent(), .. Immutable(), .. FrozenAndReadOnly(), .. NonGeneric(),
    ];

    private static IEnumerable<Sample> Primitives()
    {
        const string family = "classic primitives";
        yield return Key(family, "false", false);
        yield return Key(family, "true", true);
        yield return Key(family, "sbyte.MinValue", sbyte.MinValue);
        yield return Key(family, "byte.MaxValue", byte.MaxValue);
        yield return Key(family, "short.MinValue", short.MinValue);
        yield return Key(family, "ushort.MaxValue", ushort.MaxValue);
        yield return Key(family, "int.MinValue", int.MinValue);
        yield return Key(family, "int.MaxValue", int.MaxValue);
        yield return Key(family, "uint.MaxValue", uint.MaxValue);
        yield return Key(family, "long.MinValue", long.MinValue);
        yield return Key(family, "long.MaxValue", long.MaxValue);
        yield return Key(family, "ulong.MaxValue", ulong.MaxValue);
        yield return Key(family, "char", 'ä');
        yield return Key(family, "char, lone surrogate", '\ud800');
        yield return Key(family, "float", 0.1f);
        yield return Key(family, "float, minus zero", -0.0f);
        yield return Key(family, "float, infinite", float.NegativeInfinity);
        yield return Key(family, "float, signalling NaN", BitConverter.ToSingle([0x01, 0, 0x80, 0x7F])); // of a constant, optimized code makes a quiet one
        yield return Key(family, "double", 0.1);
        yield return Key(family, "double, minus zero", -0.0);
        yield return Key(family, "double, smallest", double.Epsilon);
        yield return Key(family, "double, NaN with a payload", BitConverter.UInt64BitsToDouble(0xFFF0_0000_0000_0001));
        yield return Key(family, "decimal with scale", 1.10m);
        yield return Key(family, "decimal, minus zero with scale", new decimal(0, 0, 0, isNegative: true, 5));
        yield return Key(family, "decimal.MinValue", decimal.MinValue);
        yield return Key(family, "string", "text with \0, ä and 𝄞");
        yield return Key(family, "string, empty", "");
        yield return Key(family, "Guid", new Guid("00112233-4455-6677-8899-aabbccddeeff"));
        yield return Key(family, "enumeration of sbyte", Tiny.Least, BuiltInTypes.Enum<Tiny, sbyte>(BuiltInTypes.SByte, "test.tiny"));
        yield return Key(family, "enumeration of ulong, without a name", (Huge)ulong.MaxValue, BuiltInTypes.Enum<Huge, ulong>(BuiltInTypes.UInt64, "test.huge"));
        yield return Open<int?>(family, "int?", () => 5);
        yield return Open<int?>(family, "int?, null", () => null);
        yield return Open<bool?>(family, "bool?", () => false);
        yield return Closed<DayOfWeek?>(family, "enumeration?", () => DayOfWeek.Friday, BuiltInTypes.Nullable(BuiltInTypes.Enum<DayOfWeek, int>(BuiltInTypes.Int32)));
        yield return Open<byte[]>(family, "byte[]", () => [1, 0, 255]);
    }

    private static IEnumerable<Sample> Numerics()
    {
        const string family = "new numerics";
        yield return Key(family, "nint", (nint)int.MinValue);
        yield return Key(family, "nuint", (nuint)uint.MaxValue);
        yield return Key(family, "Int128", Int128.MinValue);
        yield return Key(family, "UInt128", UInt128.MaxValue);
        yield return Key(family, "BigInteger", BigInteger.Parse("-123456789012345678901234567890", CultureInfo.InvariantCulture));
        yield return Key(family, "BigInteger, small", new BigInteger(200));
        yield return Key(family, "BigInteger, 255 bytes", BigInteger.Pow(2, 8 * 255) - 1);
        yield return Key(family, "BigInteger, 256 bytes", -BigInteger.Pow(2, 8 * 256));
        yield return Key(family, "Half", (Half)1.5);
        yield return Key(family, "Half, NaN with a payload", BitConverter.UInt16BitsToHalf(0xFC01));
        yield return Key(family, "Rune", new Rune(0x1D11E));
        yield return Key(family, "Complex", new Complex(1.5, -0.0));
        yield return Key(family, "Vector2", new Vector2(1, 2));
        yield return Key(family, "Vector3", new Vector3(1, 2, float.NaN));
        yield return Key(family, "Vector4", new Vector4(1, 2, 3, 4));
        yield return Key(family, "Quaternion", new Quaternion(1, 2, 3, 4));
        yield return Key(family, "Plane", new Plane(1, 2, 3, 4));
        yield return Key(family, "Matrix3x2", new Matrix3x2(1, 2, 3, 4, 5, 6));
        yield return Key(family, "Matrix4x4", new Matrix4x4(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));
    }

    private static IEnumerable<Sample> Dates()
    {
        const string family = "dates";
        yield return Key(family, "DateTime, UTC", new DateTime(638_000_000_123_456_789, DateTimeKind.Utc));
        yield return Key(family, "DateTime, local", new DateTime(638_000_000_123_456_789, DateTimeKind.Local));
        yield return Key(family, "DateTime, unspecified", DateTime.MaxValue);
        yield return Key(family, "DateTimeOffset", new DateTimeOffset(2026, 11, 20, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-150)));
        yield return Key(family, "DateTimeOffset, minimum", DateTimeOffset.MinValue);
        yield return Key(family, "DateOnly", new DateOnly(2026, 11, 20));
        yield return Key(family, "TimeOnly", new TimeOnly(23, 59, 59, 999, 999));
        yield return Key(family, "TimeSpan", TimeSpan.MinValue);
        yield return Key(family, "TimeZoneInfo", TimeZoneInfo.CreateCustomTimeZone("Test", TimeSpan.FromHours(3), "Test time", "Test"));
        yield return Key(family, "TimeZoneInfo.Utc", TimeZoneInfo.Utc);
    }

    private static IEnumerable<Sample> Tuples()
    {
        const string family = "tuples & pairs";
        yield return Key(family, "KeyValuePair", KeyValuePair.Create("key", 5), BuiltInTypes.Pair(BuiltInTypes.String, BuiltInTypes.Int32));
        yield return Key(family, "Tuple of 1", Tuple.Create("one"), BuiltInTypes.Tuple(BuiltInTypes.String));
        yield return Key(family, "Tuple of 3", Tuple.Create("one", 2, 3.0), BuiltInTypes.Tuple(BuiltInTypes.String, BuiltInTypes.Int32, BuiltInTypes.Double));
        yield return Key(family, "ValueTuple of 2", (1, "two"), BuiltInTypes.ValueTuple(BuiltInTypes.Int32, BuiltInTypes.String));
        yield return Key(
            family,
            "ValueTuple of 9",
            (1, 2, 3, 4, 5, 6, 7, 8, "nine"),
            BuiltInTypes.ValueTuple(
                BuiltInTypes.Int32,
                BuiltInTypes.Int32,
                BuiltInTypes.Int32,
                BuiltInTypes.Int32,
                BuiltInTypes.Int32,
                BuiltInTypes.Int32,
                BuiltInTypes.Int32,
                BuiltInTypes.ValueTuple(BuiltInTypes.Int32, BuiltInTypes.String)));
        yield return Open<(int, string)?>(
            family, "ValueTuple?, null", () => null, BuiltInTypes.Nullable(BuiltInTypes.ValueTuple(BuiltInTypes.Int32, BuiltInTypes.String)));
    }

    private static IEnumerable<Sample> Values()
    {
        const string family = "other BCL values";
        yield return Key(family, "Uri", new Uri("https://example.org/a b?q=%41#f"));
        yield return Key(family, "Uri, relative", new Uri("/a/../b", UriKind.Relative));
        yield return Key(family, "Version, 2 components", new Version(1, 2));
        yield return Key(family, "Version, 4 components", new Version(1, 2, 3, 4));
        yield return Key(family, "Index", ^3);
        yield return Key(family, "Range", 1..^2);
        yield return Key(family, "CultureInfo", CultureInfo.InvariantCulture);
        yield return Key(family, "IPAddress", IPAddress.Loopback);
        yield return Key(family, "IPAddress, version 6 with scope", new IPAddress([0xFE, 0x80, .. new byte[13], 1], 7));
        yield return Key(family, "IPEndPoint", new IPEndPoint(IPAddress.Loopback, 443));
        yield return Open(family, "StringBuilder", () => new StringBuilder(16, 100).Append("text"));
        yield return Open(family, "BitArray of 3", () => new System.Collections.BitArray([true, false, true]));
        yield return Open(family, "BitArray, empty", () => new System.Collections.BitArray(0));
        yield return Closed(family, "Regex", () => new Regex("a+(?<b>c)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        yield return Closed(family, "Lazy", () => Made(5), BuiltInTypes.Lazy(BuiltInTypes.Int32));
        yield return Open(family, "JsonElement", () => JsonDocument.Parse("""{ "a": [1.0, 1e400, null, "\ud800"], "a": {} }""").RootElement);
        yield return Open(family, "JsonElement, default", () => default(JsonElement));
        yield return Open(family, "JsonObject", () => JsonNode.Parse("""{"a":[1.50,null]}""")!.AsObject());
        yield return Open(family, "JsonArray", () => JsonNode.Parse("[1,[2]]")!.AsArray());
        yield return Open<JsonNode>(family, "JsonNode", () => JsonNode.Parse("1.50")!);
        yield return Open<Uri?>(family, "Uri, null", () => null);
    }

    private static Lazy<int> Made(int value)
    {
        Lazy<int> lazy = new(() => value);
        _ = lazy.Value;
        return lazy;
    }

    private static IEnumerable<Sample> Boxed()
    {
        const string family = "boxed object";
        yield return Open<object>(family, "row of values of many types", () => new object?[]
        {
            1, 2L, (byte)3, 'c', 1.5f, 2.5, 3.50m, "text", true, DateTime.UnixEpoch, TimeSpan.Zero, Guid.Empty, null, new byte[] { 1 }, new int[] { 1 },
            new List<string> { "a" }, new Dictionary<string, int> { ["a"] = 1 }, (Half)1, Int128.One, new Version(1, 2), new Uri("urn:y"),
        });
        yield return Open<object>(family, "int", () => 5);
        yield return Open<object>(family, "list of objects", () => new List<object?> { new List<object?>(), "a", null });
    }

    private static IEnumerable<Sample> InvalidText()
    {
        yield return Closed(
            "invalid UTF-16", "string of a lone surrogate", () => "a\ud800b", BuiltInTypes.AnyString);
        yield return Closed(
            "invalid UTF-16", "strings, valid and not", () => new List<string> { "a", "\udc00\ud800", "" }, BuiltInTypes.List(BuiltInTypes.AnyString));
    }

    /// <summary>A value that can be a key.</summary>
    private static Sample<T> Key<T>(string family, string name, T value, SliceableType<T>? type = null) => new(family, name, () => value)
    {
        IsKey = true,
        Register = type is null ? null : options => options.Types.Add(type),
    };

    private static Sample<T> Open<T>(string family, string name, Func<T> make, SliceableType<T>? type = null) => Sample.Of(family, name, make, type);

    /// <summary>A value that may only stand where its type is declared.</summary>
    private static Sample<T> Closed<T>(string family, string name, Func<T> make, SliceableType<T>? type = null) => new(family, name, make)
    {
        IsOpen = false,
        Register = type is null ? null : options => options.Types.Add(type),
    };
}

public enum Tiny : sbyte
{
    Least = sbyte.MinValue,
    None = 0,
}

public enum Huge : ulong
{
    None = 0,
}
