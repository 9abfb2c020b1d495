using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>Canonical JSON to object graphs. Uses no recursion, so no depth hurts.</summary>
internal sealed class CanonicalReader
{
    private readonly Dictionary<string, JsonElement> _definitions = [];
    private readonly Dictionary<string, object> _built = [];
    private readonly HashSet<string> _building = [];
    private readonly Queue<(JsonElement Node, object Container)> _unfilled = [];
    private readonly WireDialect _dialect;

    private CanonicalReader(WireDialect dialect)
    {
        _dialect = dialect;
    }

    /// <summary>Builds the graph that <paramref name="json"/> describes.</summary>
    /// <exception cref="FormatException">It is not canonical JSON.</exception>
    public static object? Read(string json, WireDialect dialect)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = int.MaxValue });
            return Read(document.RootElement, dialect);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"This is not JSON: {fault.Message}", fault);
        }
    }

    /// <inheritdoc cref="Read(string, WireDialect)"/>
    public static object? Read(JsonElement root, WireDialect dialect)
    {
        try
        {
            CanonicalReader reader = new(dialect);
            reader.Index(root);
            object? graph = reader.Build(root);
            while (reader._unfilled.TryDequeue(out (JsonElement Node, object Container) next))
            {
                reader.Fill(next.Node, next.Container);
            }

            return graph;
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException($"This is not canonical JSON: {fault.Message}", fault);
        }
    }

    private void Index(JsonElement root)
    {
        Stack<JsonElement> work = new([root]);
        while (work.TryPop(out JsonElement next))
        {
            if (next.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in next.EnumerateArray())
                {
                    work.Push(item);
                }
            }
            else if (next.ValueKind == JsonValueKind.Object && next.TryGetProperty("t", out JsonElement tag))
            {
                if (next.TryGetProperty("id", out JsonElement id) && tag.GetString() != "ref")
                {
                    _definitions[id.GetString()!] = next;
                }

                if (next.TryGetProperty("items", out JsonElement items))
                {
                    work.Push(items);
                }
            }
        }
    }

    /// <summary>Builds one value; lists and dictionaries come back empty and are filled later, tuples come back whole.</summary>
    private object? Build(JsonElement start)
    {
        Stack<TupleFrame> tuples = new();
        JsonElement node = start;
        while (true)
        {
            if (!TryBuild(node, out object? value))
            {
                TupleFrame opened = new(Definition(node));
                if (opened.Id is not null && !_building.Add(opened.Id))
                {
                    throw new FormatException($"The cycle at '{opened.Id}' is made of tuples only, so it cannot be built.");
                }

                tuples.Push(opened);
            }
            else if (tuples.Count == 0)
            {
                return value;
            }
            else
            {
                tuples.Peek().Items.Add(value);
            }

            while (tuples.TryPeek(out TupleFrame? top) && !top.MoveNext())
            {
                tuples.Pop();
                object tuple = top.Items.Count == 0 ? ObjectTuple.Empty : new ObjectTuple([.. top.Items]); // Python has one empty tuple
                if (top.Id is not null)
                {
                    _building.Remove(top.Id);
                    _built.Add(top.Id, tuple);
                }

                if (tuples.Count == 0)
                {
                    return tuple;
                }

                tuples.Peek().Items.Add(tuple);
            }

            node = tuples.Peek().Current;
        }
    }

    private JsonElement Definition(JsonElement node)
    {
        if (node.GetProperty("t").GetString() != "ref")
        {
            return node;
        }

        string id = node.GetProperty("id").GetString()!;
        return _definitions.TryGetValue(id, out JsonElement found)
            ? found
            : throw new FormatException($"Nothing is labelled '{id}'.");
    }

    /// <summary>False for a tuple that has not been built yet.</summary>
    private bool TryBuild(JsonElement node, out object? value)
    {
        node = Definition(node);
        string? id = node.TryGetProperty("id", out JsonElement label) ? label.GetString() : null;
        if (id is not null && _built.TryGetValue(id, out value))
        {
            return true;
        }

        string tag = node.GetProperty("t").GetString() ?? "";
        switch (tag)
        {
            case "tuple":
                value = null;
                return false;
            case "list":
                value = new List<object?>();
                break;
            case "dict":
                value = _dialect == WireDialect.Foolscap ? new ObjectDictionary() : new Dictionary<object, object?>();
                break;
            default:
                value = BuildLeaf(node, tag);
                return true;
        }

        if (id is not null)
        {
            _built.Add(id, value);
        }

        _unfilled.Enqueue((node, value));
        return true;
    }

    private void Fill(JsonElement node, object container)
    {
        foreach (JsonElement item in node.GetProperty("items").EnumerateArray())
        {
            switch (container)
            {
                case List<object?> list:
                    list.Add(Build(item));
                    break;
                case ObjectDictionary dictionary:
                    dictionary.Add(Build(item[0]), Build(item[1]));
                    break;
                case Dictionary<object, object?> dictionary:
                    dictionary.Add(Build(item[0])!, Build(item[1]));
                    break;
                default:
                    break;
            }
        }
    }

    private static object? BuildLeaf(JsonElement node, string tag)
    {
        switch (tag)
        {
            case "none":
                return null;
            case "bool":
                return node.GetProperty("v").GetBoolean();
            case "float":
                return node.TryGetProperty("bits", out JsonElement bits)
                    ? BinaryPrimitives.ReadDoubleBigEndian(Convert.FromHexString(bits.GetString()!))
                    : double.Parse(node.GetProperty("v").GetString()!, CultureInfo.InvariantCulture);
            case "str":
                return node.GetProperty("v").GetString();
            case "bytes" when node.TryGetProperty("repeat", out JsonElement repeat):
                byte[] repeated = new byte[repeat.GetProperty("count").GetInt32()];
                repeated.AsSpan().Fill(Convert.FromHexString(repeat.GetProperty("hex").GetString()!)[0]);
                return repeated;
            case "bytes":
                return Convert.FromHexString(node.GetProperty("hex").GetString()!);
            default:
                return IntegerTags.TryParse(tag, node.GetProperty("v").GetString()!, out object? number)
                    ? number
                    : throw new FormatException($"No value has the tag '{tag}'.");
        }
    }

    /// <summary>A tuple being built: its items so far, and where its description stands.</summary>
    private sealed class TupleFrame
    {
        private JsonElement.ArrayEnumerator _items;

        public TupleFrame(JsonElement definition)
        {
            _items = definition.GetProperty("items").EnumerateArray();
            Id = definition.TryGetProperty("id", out JsonElement id) ? id.GetString() : null;
        }

        public string? Id { get; }

        public List<object?> Items { get; } = [];

        public JsonElement Current => _items.Current;

        public bool MoveNext() => _items.MoveNext();
    }
}
