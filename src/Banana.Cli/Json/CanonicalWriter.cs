using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Banana.Foolscap;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>
/// Object graphs as canonical JSON: every value an object with a type tag "t"; a container that appears more than once is
/// labelled "id" at its first appearance and is a "ref" after that. Graphs of the net dialect are shown as they are on the wire (<see cref="NetForm"/>),
/// so that values of all types have a form. Uses no recursion, so no depth hurts.
/// </summary>
internal static class CanonicalWriter
{
    private static readonly JsonWriterOptions s_options = new()
    {
        MaxDepth = int.MaxValue,
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="graph">The graph.</param>
    /// <param name="dialect">Decides what a plain integer is.</param>
    /// <param name="sorts">Whether dictionaries are put in order; sets of the Foolscap dialect always are.</param>
    /// <exception cref="ViolationException">The graph cannot be sent in the dialect.</exception>
    public static string Write(object? graph, WireDialect dialect, bool sorts = false) =>
        WriteForm(dialect == WireDialect.Net ? NetForm.Of(graph) : graph, dialect, sorts);

    /// <summary>Shows what is on the wire, as <see cref="CanonicalReader.ReadForm"/> returns it.</summary>
    public static string WriteForm(object? form) => WriteForm(form, WireDialect.Net, sorts: false);

    private static string WriteForm(object? form, WireDialect dialect, bool sorts)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_options))
        {
            Write(json, form, dialect, sorts);
        }

        return ForeignText.Escape(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan)); // these are escapes in JSON, too
    }

    private static void Write(Utf8JsonWriter json, object? graph, WireDialect dialect, bool sorts)
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

            if (next is string name && work.TryPeek(out object? marker) && ReferenceEquals(marker, End.Name))
            {
                work.Pop();
                json.WriteStringValue(name);
                continue;
            }

            if (next is null || !IsShared(next))
            {
                CanonicalLeaf.Write(json, next, dialect);
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

            Open(json, work, next, dialect, sorts);
        }
    }

    private static void Open(Utf8JsonWriter json, Stack<object?> work, object value, WireDialect dialect, bool sorts)
    {
        if (TagOf(value) is not { } tag)
        {
            CanonicalLeaf.WriteProperties(json, value, dialect);
            json.WriteEndObject();
            return;
        }

        json.WriteString("t", tag);
        if ((value is GenericObject instance ? instance.TypeName : (value as GenericSequence)?.OpenType.Class) is { } type)
        {
            json.WriteString("type", type);
        }

        bool isInstance = value is GenericObject || (value is GenericSequence sequence && NetItems.AttributesOf(sequence) is not null);
        json.WriteStartArray(isInstance ? "attrs" : "items");
        Push(work, value, sorts);
    }

    private static void Push(Stack<object?> work, object container, bool sorts)
    {
        work.Push(End.Items);
        List<object?> reversed = [];
        switch (container)
        {
            case List<object?> or ObjectTuple:
                reversed.AddRange((IEnumerable<object?>)container);
                break;
            case ObjectSet or ObjectFrozenSet:
                reversed.AddRange(((IEnumerable<object?>)container).OrderBy(CanonicalOrder.KeyOf, StringComparer.Ordinal));
                break;
            case GenericSequence sequence when NetItems.AttributesOf(sequence) is { } attributes:
                foreach (NetAttribute attribute in attributes)
                {
                    reversed.AddRange(attribute.Type is { } type
                        ? [End.StartPair, attribute.Name, End.Name, type, End.Name, attribute.Value, End.Pair]
                        : [End.StartPair, attribute.Name, End.Name, attribute.Value, End.Pair]);
                }

                break;
            case GenericSequence sequence when !NetItems.HasEntries(sequence):
                reversed.AddRange(sequence.Items);
                break;
            case GenericObject instance:
                foreach ((string name, object? value) in instance)
                {
                    reversed.AddRange([End.StartPair, name, End.Name, value, End.Pair]);
                }

                break;
            default:
                IEnumerable<KeyValuePair<object?, object?>> entries = EntriesOf(container);
                foreach ((object? key, object? value) in sorts ? entries.OrderBy(entry => CanonicalOrder.KeyOf(entry.Key), StringComparer.Ordinal) : entries)
                {
                    reversed.AddRange([End.StartPair, key, value, End.Pair]);
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

    private static IEnumerable<KeyValuePair<object?, object?>> EntriesOf(object container) => container is GenericSequence sequence
        ? sequence.Items.Chunk(2).Select(entry => KeyValuePair.Create(entry[0], entry[1]))
        : (ObjectDictionary)container;

    /// <summary>Whether it can appear more than once.</summary>
    private static bool IsShared(object value) => value is GenericSequence || TagOf(value) is not null;

    /// <summary>The tag of a container; null for a leaf.</summary>
    private static string? TagOf(object value) => value switch
    {
        GenericSequence sequence => NetLeaf.Is(sequence) ? null : sequence.OpenType.Name,
        List<object> => "list",
        ObjectTuple => "tuple",
        ObjectSet => "set",
        ObjectFrozenSet => "frozenset",
        GenericObject => "copyable",
        ObjectDictionary => "dict",
        _ => null,
    };

    /// <summary>What is inside a container; nothing inside a leaf.</summary>
    public static IEnumerable<object?> ChildrenOf(object? value) => value switch
    {
        List<object?> or ObjectTuple or ObjectSet or ObjectFrozenSet => (IEnumerable<object?>)value,
        GenericObject instance => instance.Select(attribute => attribute.Value),
        GenericSequence sequence => sequence.Items,
        ObjectDictionary => EntriesOf(value).SelectMany(entry => new[] { entry.Key, entry.Value }),
        _ => [],
    };

    /// <summary>Containers that appear more than once, without labels yet. Empty immutable ones carry no identity.</summary>
    private static Dictionary<object, string?> FindShared(object? graph)
    {
        Dictionary<object, string?> shared = new(ReferenceEqualityComparer.Instance);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object?> work = new([graph]);
        while (work.TryPop(out object? next))
        {
            if (next is null || !IsShared(next) || next is ObjectTuple { Count: 0 } or ObjectFrozenSet { Count: 0 })
            {
                continue;
            }

            if (!seen.Add(next))
            {
                shared.TryAdd(next, null);
                continue;
            }

            foreach (object? child in ChildrenOf(next))
            {
                work.Push(child);
            }
        }

        return shared;
    }

    private sealed class End
    {
        public static readonly End Items = new();
        public static readonly End Name = new(); // follows a string that is a name, not a value
        public static readonly End StartPair = new();
        public static readonly End Pair = new();
    }
}
