namespace Banana.Wire;

/// <summary>A shape as the peer has it, and what its reader found out about it.</summary>
internal sealed class IncomingShape
{
    private Shape? _shape;

    internal IncomingShape(ulong number, string name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types)
    {
        Number = number;
        NameWord = new VocabularyWord(name);
        Attributes = attributes;
        Types = types;
        Cost = IncomingShapes.BytesOf(NameWord.Utf8.Length)
            + attributes.Sum(attribute => IncomingShapes.BytesOf(attribute.Utf8.Length))
            + types.Sum(type => IncomingShapes.BytesOf(type.Utf8.Length));
    }

    /// <summary>The name of the class.</summary>
    public string Name => NameWord.Text!;

    internal VocabularyWord NameWord { get; }

    /// <summary>The names of the attributes, in the order in which instances give their values.</summary>
    public IReadOnlyList<VocabularyWord> Attributes { get; }

    /// <summary>The wire names of the attributes' types, in the same order (PROTOCOL.md [I-6]).</summary>
    public IReadOnlyList<VocabularyWord> Types { get; }

    internal ulong Number { get; }

    /// <summary>What it costs of the budget for shapes.</summary>
    internal long Cost { get; }

    /// <summary>Our own shape that it is just like, if one was found.</summary>
    internal Shape? Own { get; set; }

    /// <summary>How many tokens a definition has: OPEN and its index, the number, the names and types, CLOSE.</summary>
    internal int DefinitionTokens => 5 + (2 * Attributes.Count);

    /// <summary>The tokens of its definition, once it is remembered for the next document; empty if they are not known.</summary>
    internal byte[]? Definition { get; set; }

    /// <summary>The shape in the form in which an instance is written back as it came.</summary>
    public Shape ToShape() => _shape ??= Shape.OfInstance(NameWord, Attributes, Types);

    /// <summary>For the unslicer that reads instances: which of its members the values are, found out once.</summary>
    public object? Map { get; set; }

    /// <summary>For readers of instances without their class: the unslicers of the values, found out once.</summary>
    public object? Readers { get; set; }
}
