using System.Text.Json;

namespace Banana.Cli.Json;

/// <summary>
/// One value of canonical JSON, parsed but not built. Parsing is iterative and takes linear time at any depth, which the
/// document object model of System.Text.Json does not.
/// </summary>
internal sealed class CanonicalNode
{
    public string Tag { get; private set; } = "";

    public string? Id { get; private set; }

    /// <summary>"v", where it is text.</summary>
    public string? Text { get; private set; }

    /// <summary>"v", where it is true or false.</summary>
    public bool? Flag { get; private set; }

    /// <summary>"hex" or "bits".</summary>
    public string? Hex { get; private set; }

    /// <summary>"count" of a repeated byte; -1 if there is none.</summary>
    public int Count { get; private set; } = -1;

    /// <summary>"type" of an instance, or of a value that says its type.</summary>
    public string? Type { get; private set; }

    /// <summary>Whether it has "items" or "attrs".</summary>
    public bool IsContainer { get; private set; }

    /// <summary>Whether it stands for a value that was labelled before.</summary>
    public bool IsReference => Tag == "ref" && !IsContainer;

    /// <summary>Whether it has "attrs".</summary>
    public bool HasAttributes { get; private set; }

    /// <summary>"items"; the keys and values of a dictionary in turn; the values of "attrs".</summary>
    public List<CanonicalNode> Items { get; } = [];

    /// <summary>The names of "attrs", in step with <see cref="Items"/>.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The names of the types of "attrs", in step with <see cref="Items"/>; none if they have none.</summary>
    public List<string> Types { get; } = [];

    /// <summary>Parses one document.</summary>
    /// <exception cref="FormatException">It is not canonical JSON.</exception>
    public static CanonicalNode Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return new Parser().Run(utf8);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter for lone surrogates
        {
            throw new FormatException($"This is not JSON: {fault.Message}", fault);
        }
    }

    private void Set(string name, ref Utf8JsonReader reader)
    {
        switch (name, reader.TokenType)
        {
            case ("t", JsonTokenType.String):
                Tag = reader.GetString()!;
                break;
            case ("id", JsonTokenType.String):
                Id = reader.GetString();
                break;
            case ("type", JsonTokenType.String):
                Type = reader.GetString();
                break;
            case ("v", JsonTokenType.String):
                Text = reader.GetString();
                break;
            case ("v", JsonTokenType.True or JsonTokenType.False):
                Flag = reader.GetBoolean();
                break;
            case ("hex" or "bits", JsonTokenType.String):
                Hex = reader.GetString();
                break;
            case ("count", JsonTokenType.Number) when reader.TryGetInt32(out int count) && count >= 0:
                Count = count;
                break;
            default:
                throw new FormatException($"\"{name}\" is not a property of canonical JSON, or cannot have this value.");
        }
    }

    /// <summary>Where the parser stands in each value that is open.</summary>
    private sealed class Parser
    {
        private const int InItems = 1;
        private const int InPair = 2;

        private readonly Stack<(CanonicalNode Node, int Arrays, int PairStart)> _nesting = new();
        private string _name = "";
        private bool _inRepeat;

        public CanonicalNode Run(ReadOnlySpan<byte> utf8)
        {
            Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
            CanonicalNode? root = null;
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject when _nesting.Count > 0 && _name == "repeat":
                        _inRepeat = true;
                        break;
                    case JsonTokenType.StartObject:
                        CanonicalNode node = new();
                        root ??= node;
                        Add(node);
                        break;
                    case JsonTokenType.EndObject when _inRepeat:
                        _inRepeat = false;
                        break;
                    case JsonTokenType.EndObject:
                        _nesting.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        _name = reader.GetString()!;
                        break;
                    case JsonTokenType.StartArray:
                        StartArray();
                        break;
                    case JsonTokenType.EndArray:
                        EndArray();
                        break;
                    case JsonTokenType.String when IsAttributeName():
                        _nesting.Peek().Node.Names.Add(reader.GetString()!);
                        break;
                    case JsonTokenType.String when IsAttributeType():
                        _nesting.Peek().Node.Types.Add(reader.GetString()!);
                        break;
                    default:
                        Top().Set(_name, ref reader);
                        break;
                }
            }

            return root ?? throw Misplaced("a value");
        }

        private bool IsAttributeName() => _nesting.TryPeek(out (CanonicalNode Node, int Arrays, int PairStart) top)
            && top.Arrays == InPair
            && top.Node.HasAttributes
            && top.Node.Names.Count == top.Node.Items.Count;

        private bool IsAttributeType() => _nesting.TryPeek(out (CanonicalNode Node, int Arrays, int PairStart) top)
            && top.Arrays == InPair
            && top.Node.HasAttributes
            && top.Node.Names.Count == top.Node.Items.Count + 1
            && top.Node.Types.Count == top.Node.Items.Count;

        private CanonicalNode Top() => _nesting.TryPeek(out (CanonicalNode Node, int Arrays, int PairStart) top) && top.Arrays == 0
            ? top.Node
            : throw Misplaced("a bare value");

        private void Add(CanonicalNode node)
        {
            if (_nesting.TryPeek(out (CanonicalNode Node, int Arrays, int PairStart) parent))
            {
                if (parent.Arrays == 0)
                {
                    throw Misplaced("a value outside \"items\"");
                }

                parent.Node.Items.Add(node);
            }

            _nesting.Push((node, 0, 0));
            _name = "";
        }

        private void StartArray()
        {
            if (!_nesting.TryPop(out (CanonicalNode Node, int Arrays, int PairStart) top)
                || (top.Arrays == 0 && (top.Node.IsContainer || _name is not ("items" or "attrs")))
                || top.Arrays == InPair)
            {
                throw Misplaced("an array");
            }

            top.Node.IsContainer = true;
            top.Node.HasAttributes |= top.Arrays == 0 && _name == "attrs";

            _nesting.Push((top.Node, top.Arrays + 1, top.Node.Items.Count));
        }

        private void EndArray()
        {
            (CanonicalNode node, int arrays, int pairStart) = _nesting.Pop();
            bool isWhole = !node.HasAttributes ? node.Items.Count == pairStart + 2 : IsAttribute(node, pairStart);
            if (arrays == InPair && !isWhole)
            {
                throw Misplaced("an entry that is not a key and a value");
            }

            _nesting.Push((node, arrays == InPair ? InItems : 0, 0));
            _name = "";
        }

        /// <summary>A name, a type if the others have one, and a value.</summary>
        private static bool IsAttribute(CanonicalNode node, int pairStart) => node.Items.Count == pairStart + 1
            && node.Names.Count == node.Items.Count
            && (node.Types.Count == 0 || node.Types.Count == node.Items.Count);

        private static FormatException Misplaced(string what) => new($"This is not canonical JSON: {what} is not allowed here.");
    }
}
