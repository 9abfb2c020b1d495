using Banana.Wire;

namespace Banana.Fuzz.Running;

/// <summary>A document that does what no document may do.</summary>
/// <param name="Oracle">Who says so.</param>
/// <param name="Signature">The same for faults of probably one cause.</param>
/// <param name="Target">What the document is read as.</param>
/// <param name="Dialect">Its dialect.</param>
/// <param name="Bytes">The document.</param>
/// <param name="What">What it does.</param>
internal sealed record Finding(string Oracle, string Signature, string Target, WireDialect Dialect, byte[] Bytes, string What)
{
    private const int LineBytes = 64;
    private static readonly string[] s_keys = ["target ", "dialect ", "open"];

    /// <summary>Whether it is known and not mended yet, so that it is not read again by the tests: a line <c>open</c>.</summary>
    public bool IsOpen { get; init; }

    /// <summary>A file: what it does as a comment, the target, the dialect, and the bytes as hex.</summary>
    public string ToText() =>
        $"# {Oracle}: {What}\ntarget {Target}\ndialect {(Dialect == WireDialect.Net ? "net" : "foolscap")}\n"
        + string.Concat(Bytes.Chunk(LineBytes).Select(line => $"{Hex.Format(line)}\n"));

    /// <exception cref="FormatException">There is no target or dialect, or the hex is none.</exception>
    public static Finding Parse(string text)
    {
        string[] lines = text.Split('\n');
        string Value(string key) => Array.Find(lines, line => line.StartsWith($"{key} ", StringComparison.Ordinal))?[(key.Length + 1)..].Trim()
            ?? throw new FormatException($"A finding has a line '{key} …'.");
        string what = lines[0].TrimStart('#', ' ');
        string hex = string.Join('\n', lines.Where(line => !s_keys.Any(key => line.StartsWith(key, StringComparison.Ordinal))));
        WireDialect dialect = Value("dialect") == "net" ? WireDialect.Net : FoolscapDialect.Instance;
        return new Finding(what.Split(':')[0], "", Value("target"), dialect, Hex.Parse(hex), what) { IsOpen = lines.Contains("open") };
    }
}
