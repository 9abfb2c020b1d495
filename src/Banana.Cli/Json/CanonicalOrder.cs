using System.Buffers;
using System.Text;
using System.Text.Json;
using Banana.Foolscap;

namespace Banana.Cli.Json;

/// <summary>The order in which canonical JSON has the members of a set: that of the Python peer, so that both print the same.</summary>
internal static class CanonicalOrder
{
    private const int MostLevels = 20;
    private const int MostParts = 10_000; // an instance can be a member, and lead to anything by many ways

    /// <summary>What a member is ordered by, ordinally.</summary>
    public static string KeyOf(object? value)
    {
        StringBuilder key = new();
        int parts = 0;
        Append(key, value, 0, ref parts);
        return key.ToString();
    }

    private static void Append(StringBuilder key, object? value, int level, ref int parts)
    {
        if (level > MostLevels || ++parts > MostParts)
        {
            key.Append("...");
            return;
        }

        string? type = value switch
        {
            List<object> => "list",
            ObjectTuple => "tuple",
            ObjectSet => "set",
            ObjectFrozenSet => "frozenset",
            ObjectDictionary => "dict",
            GenericObject => "GenericCopy",
            GenericSequence sequence => sequence.OpenType.ToString(),
            _ => null,
        };
        if (type is null)
        {
            AppendLeaf(key, value);
            return;
        }

        List<string> inner = [];
        foreach (object? child in CanonicalWriter.ChildrenOf(value))
        {
            if (parts > MostParts)
            {
                break;
            }

            StringBuilder part = new();
            Append(part, child, level + 1, ref parts);
            inner.Add(part.ToString());
        }

        if (value is ObjectSet or ObjectFrozenSet)
        {
            inner.Sort(StringComparer.Ordinal);
        }

        key.Append(type).Append('(').AppendJoin(',', inner).Append(')');
    }

    /// <summary>As Python's <c>json.dumps</c> with sorted names prints it.</summary>
    private static void AppendLeaf(StringBuilder key, object? value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            CanonicalLeaf.Write(json, value, FoolscapDialect.Instance);
        }

        using JsonDocument leaf = JsonDocument.Parse(buffer.WrittenMemory);
        IEnumerable<string> parts = leaf.RootElement.EnumerateObject()
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"\"{property.Name}\": {Text(property.Value)}");
        key.Append('{').AppendJoin(", ", parts).Append('}');
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? Quote(value.GetString()!) : value.GetRawText();

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                < ' ' or > '~' => quoted.Append($"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
