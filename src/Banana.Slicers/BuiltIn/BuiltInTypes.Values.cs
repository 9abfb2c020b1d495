using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    private const int LongestPattern = 4096;
    private const int BytesPerPattern = 1536;
    private const int BytesPerPatternUnit = 128;
    private const int StepsPerPattern = 2000;
    private const int StepsPerPatternUnit = 150;

    private static readonly TimeSpan s_longestMatch = System.TimeSpan.FromMinutes(1);

    /// <summary>Guids.</summary>
    public static SliceableType<Guid> Guid => field ??= new(new GuidSlicer(), new GuidUnslicer(), "guid");

    /// <summary>Indices, counted from the start or the end.</summary>
    public static SliceableType<Index> Index => field ??= Converted(
        "index", TokenForms.Int32, static (Index value) => value.IsFromEnd ? ~value.Value : value.Value, TryToIndex, "an index");

    /// <summary>Ranges.</summary>
    public static SliceableType<Range> Range => field ??= Parts(
        "range",
        static parts => new Range((Index)parts[0]!, (Index)parts[1]!),
        new Part<Range, Index>("Start", Index, static value => value.Start),
        new Part<Range, Index>("End", Index, static value => value.End));

    /// <summary>URIs, absolute or relative, exactly as they were written.</summary>
    public static SliceableType<Uri> Uri => field ??= Parts(
        "uri",
        static parts => OfText(320, parts[0], perUnit: 12),
        static parts => new Uri((string)parts[0]!, (bool)parts[1]! ? UriKind.Absolute : UriKind.Relative),
        new Part<Uri, string>("OriginalString", String, static value => value.OriginalString),
        new Part<Uri, bool>("IsAbsoluteUri", Boolean, static value => value.IsAbsoluteUri));

    /// <summary>Versions, with as many components as they have.</summary>
    public static SliceableType<Version> Version => field ??= Parts(
        "version",
        static parts => System.Version.Parse((string)parts[0]!),
        new Part<Version, string>("Text", String, static value => value.ToString()));

    /// <summary>Cultures, by name; a customized culture is refused.</summary>
    public static SliceableType<CultureInfo> Culture => field ??= Parts(
        "culture",
        static parts => ToCulture((string)parts[0]!, (bool)parts[1]!),
        new Part<CultureInfo, string>("Name", String, static value => Cultures.NameOf(value)),
        new Part<CultureInfo, bool>("IsReadOnly", Boolean, static value => value.IsReadOnly));

    /// <summary>IP addresses, with their scope.</summary>
    public static SliceableType<IPAddress> IPAddress => field ??= Parts(
        "ip-address",
        static parts => ToAddress((byte[])parts[0]!, (long)parts[1]!, (bool)parts[2]!),
        new Part<IPAddress, byte[]>("Bytes", Bytes, static value => value.GetAddressBytes()),
        new Part<IPAddress, long>(
            "ScopeId",
            Int64,
            static value => value.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? value.ScopeId : 0),
        new Part<IPAddress, bool>("IsWellKnown", Boolean, static value => System.Array.IndexOf(s_wellKnownAddresses, value) >= 0 && value.GetType() != typeof(IPAddress)));

    /// <summary>IP addresses with a port.</summary>
    public static SliceableType<IPEndPoint> IPEndPoint => field ??= Parts(
        "ip-endpoint",
        static parts => new IPEndPoint((IPAddress)parts[0]!, (int)parts[1]!),
        new Part<IPEndPoint, IPAddress>("Address", IPAddress, static value => value.Address),
        new Part<IPEndPoint, int>("Port", Int32, static value => value.Port));

    /// <summary>String builders.</summary>
    public static SliceableType<StringBuilder> StringBuilder => field ??= Parts(
        "text-builder",
        static parts => OfText(128, parts[0], perUnit: 2),
        static parts => ToBuilder((string)parts[0]!, (int)parts[1]!),
        new Part<StringBuilder, string>("Text", String, static value => value.ToString()),
        new Part<StringBuilder, int>("MaxCapacity", Int32, static value => value.MaxCapacity));

    /// <summary>Bit arrays.</summary>
    public static SliceableType<BitArray> BitArray => field ??= Parts(
        "bits",
        static parts => 96 + ((parts[1] as byte[])?.Length ?? 0),
        static parts => ToBits((int)parts[0]!, (byte[])parts[1]!),
        new Part<BitArray, int>("Length", Int32, static value => value.Length),
        new Part<BitArray, byte[]>("Bytes", Bytes, ToBytes));

    /// <summary>
    /// Regular expressions. Because they run in the receiving process, both sides refuse a match timeout of more than one minute
    /// or none, a pattern of more than 4096 characters, and <see cref="RegexOptions.Compiled"/> and
    /// <see cref="RegexOptions.NonBacktracking"/>, whose memory use has no bound. Allowed only where they are declared, unless
    /// added to <c>options.Types</c>.
    /// </summary>
    public static SliceableType<Regex> Regex => field ??= NewRegex();

    private static bool TryToIndex(int token, out Index value)
    {
        value = token < 0 ? new Index(~token, fromEnd: true) : new Index(token);
        return true;
    }

    private static CultureInfo ToCulture(string name, bool isReadOnly)
    {
        CultureInfo culture = Cultures.Find(name);
        return isReadOnly ? CultureInfo.ReadOnly(culture) : culture;
    }

    // The framework's own constants are of a class of their own, which cannot be changed; they come back as themselves.
    private static readonly IPAddress[] s_wellKnownAddresses =
        [System.Net.IPAddress.Any, System.Net.IPAddress.Loopback, System.Net.IPAddress.Broadcast, System.Net.IPAddress.None];

    private static IPAddress ToAddress(byte[] bytes, long scope, bool isWellKnown)
    {
        IPAddress address = new(bytes);
        if (isWellKnown)
        {
            return System.Array.Find(s_wellKnownAddresses, known => known.Equals(address))
                ?? throw new ArgumentException($"{address} is a read-only address that is not one of the framework's constants.");
        }

        if (scope != 0)
        {
            address.ScopeId = scope; // throws for what has none
        }

        return address;
    }

    private static StringBuilder ToBuilder(string text, int maxCapacity) =>
        new StringBuilder(Math.Min(text.Length, maxCapacity), maxCapacity).Append(text);

    private static byte[] ToBytes(BitArray bits)
    {
        byte[] bytes = new byte[(bits.Length + 7) / 8];
        bits.CopyTo(bytes, 0);
        return bytes;
    }

    private static BitArray ToBits(int length, byte[] bytes)
    {
        if (bytes.Length != (length + 7L) / 8)
        {
            throw new ArgumentException($"{length} bits do not fit in exactly {bytes.Length} bytes.");
        }

        BitArray bits = new(bytes) { Length = length };
        return bits;
    }

    private static SliceableType<Regex> NewRegex()
    {
        PartsSlicer<Regex> slicer = new(
            "regex",
            isUnique: true,
            new Part<Regex, string>("Pattern", String, static value => RequireShort(value.ToString())),
            new Part<Regex, int>("Options", Int32, static value => RequireInterpreted((int)value.Options)),
            new Part<Regex, TimeSpan>("MatchTimeout", TimeSpan, static value => RequireTimeout(value.MatchTimeout)))
        {
            IsBuiltIn = true,
        };
        return new(slicer, new PartsUnslicer<Regex>(slicer, static parts => ToRegex((string)parts[0]!, (int)parts[1]!, (TimeSpan)parts[2]!))
        {
            BytesOf = static parts => OfText(BytesPerPattern, parts[0], BytesPerPatternUnit),
            StepsOf = static parts => OfText(StepsPerPattern, parts[0], StepsPerPatternUnit), // a pattern may be a word that was sent once
        });
    }

    private static Regex ToRegex(string pattern, int options, TimeSpan timeout) =>
        new(RequireShort(pattern), (RegexOptions)RequireInterpreted(options), RequireTimeout(timeout));

    private static string RequireShort(string pattern) => pattern.Length <= LongestPattern
        ? pattern
        : throw new ArgumentException($"A regular expression can be sent only with a pattern of at most {LongestPattern} characters.");

    private static int RequireInterpreted(int options) => ((RegexOptions)options & (RegexOptions.Compiled | RegexOptions.NonBacktracking)) == 0
        ? options
        : throw new ArgumentException("A regular expression can be sent only without Compiled and NonBacktracking, because their memory use has no bound.");

    private static long OfText(int head, object? text, int perUnit) => head + (long)perUnit * ((text as string)?.Length ?? 0);

    private static TimeSpan RequireTimeout(TimeSpan timeout) => timeout > System.TimeSpan.Zero && timeout <= s_longestMatch
        ? timeout
        : throw new ArgumentException("A regular expression can be sent only with a match timeout of at most one minute.");
}
