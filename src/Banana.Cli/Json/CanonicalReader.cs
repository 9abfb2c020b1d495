using System.Buffers.Binary;
using System.Globalization;
using Banana.Foolscap;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>Canonical JSON to object graphs. Uses no recursion, so no depth hurts.</summary>
internal sealed class CanonicalReader
{
    private const int MostRepeated = 1 << 30;

    private readonly Dictionary<string, CanonicalNode> _definitions = [];
    private readonly Dictionary<string, object> _built = [];
    private readonly HashSet<string> _building = [];
    private readonly Queue<(CanonicalNode Node, object Container)> _unfilled = [];

    /// <summary>Builds the graph that <paramref name="json"/> describes.</summary>
    /// <exception cref="FormatException">It is not canonical JSON.</exception>
    public static object? Read(string json, WireDialect dialect) => Read(json, (reader, root) =>
    {
        if (dialect == WireDialect.Net)
        {
            return NetForm.ToGraph(new NetReader(reader.Definition).Build(root));
        }

        object? graph = reader.Build(root);
        while (reader._unfilled.TryDequeue(out (CanonicalNode Node, object Container) next))
        {
            reader.Fill(next.Node, next.Container);
        }

        return graph;
    });

    /// <summary>Returns what a value of the net dialect is on the wire, after making sure that it is one.</summary>
    /// <exception cref="FormatException">It is not canonical JSON.</exception>
    public static object? ReadForm(string json) => Read(json, static (reader, root) =>
    {
        object? form = new NetReader(reader.Definition).Build(root);
        _ = NetForm.ToGraph(form);
        return form;
    });

    private static object? Read(string json, Func<CanonicalReader, CanonicalNode, object?> build)
    {
        try
        {
            CanonicalNode root = CanonicalNode.Parse(System.Text.Encoding.UTF8.GetBytes(json));
            CanonicalReader reader = new();
            reader.Index(root);
            return build(reader, root);
        }
        catch (BananaException fault)
        {
            throw new FormatException($"This cannot be sent: {fault.Path}: found {fault.Found}, expected {fault.Expected}.", fault);
        }
        catch (Exception fault) when (fault is ArgumentException or OverflowException)
        {
            throw new FormatException($"This is not canonical JSON: {fault.Message}", fault);
        }
    }

    private void Index(CanonicalNode root)
    {
        Stack<CanonicalNode> work = new([root]);
        while (work.TryPop(out CanonicalNode? next))
        {
            if (next.Id is not null && !next.IsReference)
            {
                _definitions[next.Id] = next;
            }

            next.Items.ForEach(work.Push);
        }
    }

    /// <summary>Builds one value; what can change comes back empty and is filled later, the rest comes back whole.</summary>
    private object? Build(CanonicalNode start)
    {
        Stack<TupleFrame> tuples = new();
        CanonicalNode node = start;
        while (true)
        {
            if (!TryBuild(node, out object? value))
            {
                TupleFrame opened = new(Definition(node));
                if (opened.Id is not null && !_building.Add(opened.Id))
                {
                    throw new FormatException($"The cycle at '{opened.Id}' consists of immutable values only, so it cannot be built.");
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
                object tuple = Finish(tuples.Pop());
                if (tuples.Count == 0)
                {
                    return tuple;
                }

                tuples.Peek().Items.Add(tuple);
            }

            node = tuples.Peek().Current;
        }
    }

    private object Finish(TupleFrame frame)
    {
        object tuple = frame.IsSet ? new ObjectFrozenSet([.. frame.Items])
            : frame.Items.Count == 0 ? ObjectTuple.Empty // Python has one empty tuple
            : new ObjectTuple([.. frame.Items]);
        if (frame.Id is not null)
        {
            _building.Remove(frame.Id);
            _built.Add(frame.Id, tuple);
        }

        return tuple;
    }

    private CanonicalNode Definition(CanonicalNode node) => !node.IsReference
        ? node
        : _definitions.GetValueOrDefault(node.Id ?? "") ?? throw new FormatException($"No value has the label '{node.Id}'.");

    /// <summary>False for a tuple that has not been built yet.</summary>
    private bool TryBuild(CanonicalNode node, out object? value)
    {
        node = Definition(node);
        if (node.Id is not null && _built.TryGetValue(node.Id, out value))
        {
            return true;
        }

        bool isInstance = node.Tag == "copyable";
        if (node.HasAttributes != (isInstance && node.IsContainer) || (node.Type is not null && !isInstance))
        {
            throw new FormatException($"A value with the tag '{node.Tag}' does not have this form; docs/canonical-json.md lists the forms.");
        }

        switch (node.Tag)
        {
            case "tuple":
            case "frozenset":
                value = null;
                return false;
            case "set":
                value = new ObjectSet();
                break;
            case "copyable" when node.Type is not null:
                value = new GenericObject(node.Type);
                break;
            case "list":
                value = new List<object?>();
                break;
            case "dict":
                value = new ObjectDictionary();
                break;
            default:
                value = BuildLeaf(node);
                return true;
        }

        if (node.Id is not null)
        {
            _built.Add(node.Id, value);
        }

        _unfilled.Enqueue((node, value));
        return true;
    }

    private void Fill(CanonicalNode node, object container)
    {
        switch (container)
        {
            case List<object?> list:
                list.AddRange(node.Items.Select(Build));
                break;
            case ObjectSet set:
                foreach (CanonicalNode member in node.Items)
                {
                    _ = set.Add(Build(member)) ? true : throw new FormatException("A set has the same member twice.");
                }

                break;
            case GenericObject instance:
                for (int i = 0; i < node.Items.Count; i++)
                {
                    instance.Add(node.Names[i], Build(node.Items[i]));
                }

                break;
            default:
                foreach (CanonicalNode[] entry in node.Items.Chunk(2))
                {
                    ((ObjectDictionary)container).Add(Build(entry[0]), Build(entry[1]));
                }

                break;
        }
    }

    public static object? BuildLeaf(CanonicalNode node)
    {
        switch (node)
        {
            case { Tag: "none" }:
                return null;
            case { Tag: "bool", Flag: { } flag }:
                return flag;
            case { Tag: "float", Hex.Length: 16 }:
                return BinaryPrimitives.ReadDoubleBigEndian(Convert.FromHexString(node.Hex));
            case { Tag: "float", Hex: null, Text: not null }:
                return double.Parse(node.Text, CultureInfo.InvariantCulture);
            case { Tag: "str", Text: not null }:
                return node.Text;
            case { Tag: "decimal", Text: not null }:
                DecimalText text = DecimalText.Parse(node.Text);
                return text.TryToDecimal(out decimal exact) ? exact : text;
            case { Tag: "bytes", Hex.Length: 2, Count: >= 0 and <= MostRepeated }:
                byte[] repeated = new byte[node.Count];
                repeated.AsSpan().Fill(Convert.FromHexString(node.Hex)[0]);
                return repeated;
            case { Tag: "bytes", Hex: not null, Count: < 0 }:
                return Convert.FromHexString(node.Hex);
            default:
                return node.Text is not null && IntegerTags.TryParse(node.Tag, node.Text, out object? number)
                    ? number
                    : throw new FormatException($"A value with the tag '{node.Tag}' does not have this form; docs/canonical-json.md lists the forms.");
        }
    }

    /// <summary>A tuple or frozen set being built: its items so far, and where its description stands.</summary>
    private sealed class TupleFrame(CanonicalNode definition)
    {
        private int _next;

        public string? Id => definition.Id;

        public bool IsSet => definition.Tag == "frozenset";

        public List<object?> Items { get; } = [];

        public CanonicalNode Current => definition.Items[_next - 1];

        public bool MoveNext() => _next++ < definition.Items.Count;
    }
}
