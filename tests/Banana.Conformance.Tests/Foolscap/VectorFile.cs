using System.Text.Json;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>One entry of the golden vectors recorded from the living implementation.</summary>
public sealed record Vector(string Section, string Name, JsonElement Entry)
{
    public int VocabularyIndex => Entry.TryGetProperty("vocab", out JsonElement index) ? index.GetInt32() : 0;

    public byte[] Bytes => Entry.TryGetProperty("hex", out JsonElement hex)
        ? Hex.Parse(hex.GetString()!)
        : [.. Entry.GetProperty("hex_parts").EnumerateArray().SelectMany(Part)];

    public override string ToString() => $"{Section}/{Name}";

    /// <summary>Where foolscap saw each of its violations, as a path of ours.</summary>
    public IEnumerable<string> ViolationPaths => Entry.GetProperty("events").EnumerateArray()
        .Where(item => item.GetProperty("ev").GetString() == "violation")
        .Select(item => item.GetProperty("where").GetString()!
            .Replace("<RootUnslicer>", "$", StringComparison.Ordinal)
            .Replace(".<bool>", "", StringComparison.Ordinal)
            .Replace(".??", "", StringComparison.Ordinal) // inside a reference
            .Replace("{}[", "[", StringComparison.Ordinal) // the value of a key
            .Replace(".", "", StringComparison.Ordinal));

    /// <summary>A path as <see cref="ViolationPaths"/> has it: foolscap does not count keys.</summary>
    public static string Comparable(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\{\d+\}", "{}");

    private static byte[] Part(JsonElement part)
    {
        if (!part.TryGetProperty("repeat", out JsonElement repeat))
        {
            return Hex.Parse(part.GetProperty("hex").GetString()!);
        }

        byte[] unit = Hex.Parse(repeat.GetProperty("hex").GetString()!);
        return [.. Enumerable.Repeat(unit, repeat.GetProperty("count").GetInt32()).SelectMany(bytes => bytes)];
    }
}

/// <summary>The vectors, by section.</summary>
public static class VectorFile
{
    private static readonly JsonElement s_root = JsonDocument
        .Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "foolscap.json")),
            new JsonDocumentOptions { MaxDepth = 4000 })
        .RootElement;

    public static byte[] Probe { get; } = Hex.Parse(s_root.GetProperty("meta").GetProperty("probe_hex").GetString()!);

    public static JsonElement VocabularyTables { get; } = s_root.GetProperty("meta").GetProperty("initial_vocab_tables");

    public static IEnumerable<string> Sections => s_root.EnumerateObject().Select(section => section.Name).Where(name => name != "meta");

    /// <summary>The entries of a section; one that is not a list is an entry of its own.</summary>
    public static IEnumerable<Vector> Section(string section) => s_root.GetProperty(section) is { ValueKind: JsonValueKind.Array } entries
        ? entries.EnumerateArray().Select(entry => new Vector(section, entry.GetProperty("name").GetString()!, entry))
        : [new Vector(section, section, s_root.GetProperty(section))];
}
