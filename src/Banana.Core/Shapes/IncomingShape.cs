namespace Banana.Wire;

/// <summary>A shape of the peer, and what its readers cache about it.</summary>
internal sealed class IncomingShape
{
    private Shape? _shape;

    internal IncomingShape(ulong number, string name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types)
    {
        Number = number;
        NameWord = new VocabularyWord(name);
        Attributes = attributes;
        Types = types;
        Cost = ShapeDefinition.CostOf(NameWord, attributes, types);
    }

    /// <summary>Creates the shape of a stream from one that all streams of the peer share, without what its readers have cached.</summary>
    internal IncomingShape(IncomingShape shared)
    {
        Number = shared.Number;
        NameWord = shared.NameWord;
        Attributes = shared.Attributes;
        Types = shared.Types;
        Cost = shared.Cost;
    }

    /// <summary>The name of the class.</summary>
    public string Name => NameWord.Text!;

    internal VocabularyWord NameWord { get; }

    /// <summary>The names of the attributes, in the order of their values in instances.</summary>
    public IReadOnlyList<VocabularyWord> Attributes { get; }

    /// <summary>The wire names of the attributes' types, in the same order (PROTOCOL.md [I-6]).</summary>
    public IReadOnlyList<VocabularyWord> Types { get; }

    internal ulong Number { get; }

    /// <summary>The memory charged to <see cref="WireLimits.MaxShapeBytes"/>, in bytes.</summary>
    internal long Cost { get; }

    /// <summary>Our own shape that equals this one; null if none has been found.</summary>
    internal Shape? Own { get; set; }

    /// <summary>The number of tokens of the definition.</summary>
    internal int DefinitionTokens => ShapeDefinition.FixedTokens + (2 * Attributes.Count);

    /// <summary>The tokens of the definition, set when the shape is remembered for the next document; empty if they are not known.</summary>
    internal byte[]? Definition { get; set; }

    /// <summary>Returns the shape for writing an instance back as it was received.</summary>
    public Shape ToShape() => _shape ??= Shape.OfInstance(NameWord, Attributes, Types);

    /// <summary>The members that the values belong to, cached by the unslicer of the class.</summary>
    public object? Map { get; set; }

    /// <summary>The unslicers of the values, cached by the unslicer of instances without their class.</summary>
    public object? Readers { get; set; }
}
