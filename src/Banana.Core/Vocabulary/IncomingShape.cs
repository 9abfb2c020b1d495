namespace Banana.Wire;

/// <summary>A shape as the peer has it, and what its reader found out about it.</summary>
public sealed class IncomingShape
{
    internal IncomingShape(ulong number, string name, IReadOnlyList<VocabularyWord> attributes)
    {
        Number = number;
        Name = name;
        Attributes = attributes;
    }

    /// <summary>The name of the class.</summary>
    public string Name { get; }

    /// <summary>The names of the attributes, in the order in which instances give their values.</summary>
    public IReadOnlyList<VocabularyWord> Attributes { get; }

    internal ulong Number { get; }

    /// <summary>For the unslicer that reads instances: which of its members the values are, found out once.</summary>
    public object? Map { get; set; }
}
