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

/// <summary>The vectors, and which of them need nothing that is not built yet.</summary>
public static class VectorFile
{
    /// <summary>Open types that come with later slicers; an entry that names one is not for now.</summary>
    private static readonly string[] s_later = ["set", "immutable-set", "decimal", "copyable"];

    private static readonly JsonElement s_root = JsonDocument
        .Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "foolscap.json")),
            new JsonDocumentOptions { MaxDepth = 4000 })
        .RootElement;

    public static byte[] Probe { get; } = Hex.Parse(s_root.GetProperty("meta").GetProperty("probe_hex").GetString()!);

    public static JsonElement VocabularyTables { get; } = s_root.GetProperty("meta").GetProperty("initial_vocab_tables");

    public static IEnumerable<Vector> Section(string section) => s_root.GetProperty(section)
        .EnumerateArray()
        .Select(entry => new Vector(section, entry.GetProperty("name").GetString()!, entry))
        .Where(vector => !NeedsLaterSlicers(vector));

    private static bool NeedsLaterSlicers(Vector vector)
    {
        byte[] bytes = vector.Bytes;
        return bytes.Length < 100_000 && s_later.Any(name => Names(bytes, name, vector.VocabularyIndex));
    }

    /// <summary>Whether the name is spelled out, or OPEN is followed by its index in table 1.</summary>
    private static bool Names(byte[] bytes, string name, int vocabularyIndex)
    {
        byte[] spelled = [(byte)name.Length, 0x82, .. System.Text.Encoding.UTF8.GetBytes(name)];
        if (bytes.AsSpan().IndexOf(spelled) >= 0)
        {
            return true;
        }

        int index = Wire.WellKnownVocabularies.Foolscap1.IndexOf(name);
        return vocabularyIndex == 1 && index >= 0 && bytes.AsSpan().IndexOf(new byte[] { 0x88, (byte)index, 0x87 }) >= 0;
    }
}
