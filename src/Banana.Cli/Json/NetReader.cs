using System.Collections.Frozen;
using System.Text;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>Turns canonical JSON of the net dialect into what stands on the wire. Uses no recursion, so no depth hurts.</summary>
internal sealed class NetReader(Func<CanonicalNode, CanonicalNode> definition)
{
    // These say something about the stream; they are not values.
    private static readonly FrozenSet<string> s_reserved = FrozenSet.Create(
        OpenTypes.None, OpenTypes.Reference, OpenTypes.SetVocabulary, OpenTypes.AddVocabulary, OpenTypes.Shape, OpenTypes.Shaped);

    private readonly Dictionary<CanonicalNode, object?> _built = [];
    private readonly Stack<(CanonicalNode Node, GenericSequence Sequence)> _unfilled = [];

    public object? Build(CanonicalNode root)
    {
        object? form = BuildOne(root);
        while (_unfilled.TryPop(out (CanonicalNode Node, GenericSequence Sequence) next))
        {
            for (int i = 0; i < next.Node.Items.Count; i++)
            {
                if (next.Node.HasAttributes && next.Sequence.Shape is null)
                {
                    next.Sequence.Items.Add(new VocabularyWord(next.Node.Names[i]));
                }

                next.Sequence.Items.Add(BuildOne(next.Node.Items[i]));
            }
        }

        return form;
    }

    private object? BuildOne(CanonicalNode node)
    {
        node = definition(node);
        if (_built.TryGetValue(node, out object? built))
        {
            return built;
        }

        built = BuildLeaf(node, out bool isLeaf);
        if (!isLeaf)
        {
            GenericSequence sequence = new(OpenTypeOf(node)) { Shape = ShapeOf(node) };
            _unfilled.Push((node, sequence));
            built = sequence;
        }

        if (node.Id is not null)
        {
            _built.Add(node, built);
        }

        return built;
    }

    private static object? BuildLeaf(CanonicalNode node, out bool isLeaf)
    {
        isLeaf = true;
        switch (node)
        {
            case { Tag: "bool", Flag: { } flag }:
                return SequenceOf("boolean", flag ? 1 : 0);
            case { Tag: "str", Text: not null }:
                return SequenceOf("unicode", Encoding.UTF8.GetBytes(node.Text));
            case { Tag: "bytes", Hex: not null }:
                byte[] bytes = (byte[])CanonicalReader.BuildLeaf(node)!;
                return bytes.Length == 0 ? SequenceOf("bytes") : SequenceOf("bytes", bytes);
            case { Tag: "string" or "word", Text: not null }:
                return node.Tag == "word" ? new VocabularyWord(node.Text) : Encoding.UTF8.GetBytes(node.Text);
            case { Tag: "string" or "word", Hex: not null }:
                return node.Tag == "word" ? new VocabularyWord(Convert.FromHexString(node.Hex)) : Convert.FromHexString(node.Hex);
            case { Tag: "int", Text: not null }:
                return IntegerTags.ParseAny(node.Text);
            case { Tag: "none" or "bool" or "int" or "float" or "str" or "string" or "word" or "bytes", IsContainer: false }:
                return CanonicalReader.BuildLeaf(node);
            case { Text: not null } when IntegerTags.IsOpenType(node.Tag):
                return SequenceOf(node.Tag, IntegerTags.ParseAny(node.Text));
            default:
                isLeaf = false;
                return null;
        }
    }

    private static GenericSequence SequenceOf(string name, params ReadOnlySpan<object?> items)
    {
        GenericSequence sequence = new(new OpenType(name, null));
        sequence.Items.AddRange(items);
        return sequence;
    }

    private static Shape? ShapeOf(CanonicalNode node)
    {
        try
        {
            return node.Types.Count == 0
                ? null
                : Shape.OfInstance(
                    new VocabularyWord(node.Type!),
                    [.. node.Names.Select(name => new VocabularyWord(name))],
                    [.. node.Types.Select(type => new VocabularyWord(type))]);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    private static OpenType OpenTypeOf(CanonicalNode node)
    {
        bool needsType = node.Tag is OpenTypes.Typed or OpenTypes.By or OpenTypes.Copyable;
        bool hasItems = node.HasAttributes ? node.Tag == OpenTypes.Copyable : node.IsContainer;
        return needsType == (node.Type is not null) && hasItems && !s_reserved.Contains(node.Tag)
            ? new OpenType(node.Tag, node.Type)
            : throw new FormatException($"A value with the tag '{node.Tag}' does not have this form; docs/canonical-json.md lists the forms.");
    }
}
