using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>
/// Object graphs as canonical JSON: every value an object with a type tag "t"; a container that appears more than once is
/// labelled "id" at its first appearance and is a "ref" after that. Uses no recursion, so no depth hurts.
/// </summary>
internal static class CanonicalWriter
{
    private const int RepeatThreshold = 4096;

    private static readonly JsonWriterOptions s_options = new()
    {
        MaxDepth = int.MaxValue,
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(object? graph, WireDialect dialect)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_options))
        {
            Write(json, graph, dialect);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, object? graph, WireDialect dialect)
    {
        Dictionary<object, string?> labels = FindShared(graph);
        int labelled = 0;
        Stack<object?> work = new(); // values to write, and Ends to close after them
        work.Push(graph);
        while (work.TryPop(out object? next))
        {
            if (next is End end)
            {
                Close(json, end);
                continue;
            }

            if (next is null || !IsContainer(next))
            {
                WriteLeaf(json, next, dialect);
                continue;
            }

            if (labels.TryGetValue(next, out string? label) && label is not null)
            {
                json.WriteStartObject();
                json.WriteString("t", "ref");
                json.WriteString("id", label);
                json.WriteEndObject();
                continue;
            }

            json.WriteStartObject();
            if (labels.ContainsKey(next))
            {
                labels[next] = $"n{labelled++}";
                json.WriteString("id", labels[next]);
            }

            json.WriteString("t", next is ObjectTuple ? "tuple" : next is List<object> ? "list" : "dict");
            json.WriteStartArray("items");
            Push(work, next);
        }
    }

    private static void Push(Stack<object?> work, object container)
    {
        work.Push(End.Items);
        List<object?> reversed = [];
        switch (container)
        {
            case List<object?> or ObjectTuple:
                reversed.AddRange((IEnumerable<object?>)container);
                break;
            default:
                foreach ((object? key, object? value) in EntriesOf(container))
                {
                    reversed.Add(End.StartPair);
                    reversed.Add(key);
                    reversed.Add(value);
                    reversed.Add(End.Pair);
                }

                break;
        }

        for (int i = reversed.Count - 1; i >= 0; i--)
        {
            work.Push(reversed[i]);
        }
    }

    private static void Close(Utf8JsonWriter json, End end)
    {
        if (ReferenceEquals(end, End.StartPair))
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteEndArray();
            if (ReferenceEquals(end, End.Items))
            {
                json.WriteEndObject();
            }
        }
    }

    private static IEnumerable<KeyValuePair<object?, object?>> EntriesOf(object container) => container is ObjectDictionary objects
        ? objects
        : ((Dictionary<object, object?>)container).Select(entry => KeyValuePair.Create((object?)entry.Key, entry.Value));

    private static bool IsContainer(object value) => value is List<object> or ObjectTuple or ObjectDictionary or Dictionary<object, object>;

    /// <summary>Containers that appear more than once, without labels yet. Empty tuples carry no identity.</summary>
    private static Dictionary<object, string?> FindShared(object? graph)
    {
        Dictionary<object, string?> shared = new(ReferenceEqualityComparer.Instance);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object?> work = new([graph]);
        while (work.TryPop(out object? next))
        {
            if (next is null || !IsContainer(next) || next is ObjectTuple { Count: 0 })
            {
                continue;
            }

            if (!seen.Add(next))
            {
                shared.TryAdd(next, null);
                continue;
            }

            IEnumerable<object?> children = next is List<object?> or ObjectTuple
                ? (IEnumerable<object?>)next
                : EntriesOf(next).SelectMany(entry => new[] { entry.Key, entry.Value });
            foreach (object? child in children)
            {
                work.Push(child);
            }
        }

        return shared;
    }

    private static void WriteLeaf(Utf8JsonWriter json, object? value, WireDialect dialect)
    {
        json.WriteStartObject();
        switch (value)
        {
            case null:
                json.WriteString("t", "none");
                break;
            case bool flag:
                json.WriteString("t", "bool");
                json.WriteBoolean("v", flag);
                break;
            case double number:
                Span<byte> bits = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bits, number);
                json.WriteString("t", "float");
                json.WriteString("bits", Convert.ToHexStringLower(bits));
                json.WriteString("v", number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                WriteBytes(json, bytes);
                break;
            case string text:
                json.WriteString("t", "str");
                json.WriteString("v", text);
                break;
            default:
                json.WriteString("t", IntegerTags.TagOf(value, dialect));
                json.WriteString("v", ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, byte[] bytes)
    {
        json.WriteString("t", "bytes");
        if (bytes.Length <= RepeatThreshold || bytes.AsSpan().ContainsAnyExcept(bytes[0]))
        {
            json.WriteString("hex", Convert.ToHexStringLower(bytes));
            return;
        }

        json.WriteStartObject("repeat");
        json.WriteString("hex", $"{bytes[0]:x2}");
        json.WriteNumber("count", bytes.Length);
        json.WriteEndObject();
    }

    private sealed class End
    {
        public static readonly End Items = new();
        public static readonly End StartPair = new();
        public static readonly End Pair = new();
    }
}
