namespace Banana.Fuzz.Corpus;

/// <summary>Equal by its parts, and may be its own.</summary>
[Sliceable("fuzz.tree")]
public sealed record Tree(object? Left, object? Right);

/// <summary>Equal by what can be changed, itself included.</summary>
[Sliceable("fuzz.chain")]
public sealed record Chain
{
    public Chain? Next { get; set; }

    public object? Any { get; set; }

    public int Number { get; set; }
}

/// <summary>A key that a setter changes.</summary>
[Sliceable("fuzz.mutable-key")]
public sealed class MutableKey : IEquatable<MutableKey>
{
    public string? Name { get; set; }

    public MutableKey? Parent { get; set; }

    public bool Equals(MutableKey? other) => other is not null && other.Name == Name && Equals(other.Parent, Parent);

    public override bool Equals(object? obj) => Equals(obj as MutableKey);

    public override int GetHashCode() => HashCode.Combine(Name, Parent);
}

/// <summary>Makes much for every instance, before a member is read.</summary>
[Sliceable("fuzz.initialised")]
public sealed class Initialised
{
    public int Small { get; set; }

    public List<int> Numbers { get; set; } = [1, 2, 3];

    public Dictionary<string, object?> Map { get; set; } = new(8);

    public byte[] Block { get; set; } = new byte[64];
}

/// <summary>Sets and dictionaries of everything that is equal by its parts.</summary>
[Sliceable("fuzz.shelf")]
public sealed class Shelf
{
    public HashSet<Tree>? Trees { get; set; }

    public Dictionary<Chain, int>? Chains { get; set; }

    public HashSet<MutableKey>? Keys { get; set; }

    public Dictionary<Tuple<object, object>, string>? Tuples { get; set; }

    public SortedDictionary<string, object?>? Sorted { get; set; }

    public object? Any { get; set; }
}
