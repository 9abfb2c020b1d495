using System.Collections.Immutable;
using Banana;
using Banana.Slicers.Tests.Instances;

[assembly: SliceableContainer(typeof(Box<int>))]
[assembly: SliceableContainer(typeof(Outer<int>.Nested<string>))]
[assembly: SliceableContainer(typeof(Box<string>))]
[assembly: SliceableContainer(typeof(Box<Point>))]
[assembly: SliceableContainer(typeof(Banana.Slicers.Tests.Field.Generic<string, int>))]

namespace Banana.Slicers.Tests.Instances;

/// <summary>A class as it was once.</summary>
[Sliceable("test.versioned")]
public sealed class VersionOne
{
    public int Id { get; set; }

    public string Title { get; set; } = "";

    public int Gone { get; set; }

    public List<int> GoneToo { get; set; } = [];

    public VersionOne? Next { get; set; }
}

/// <summary>The same class later: wider, renamed, reordered, with members more and fewer.</summary>
[Sliceable("test.versioned")]
public sealed class VersionTwo
{
    public VersionTwo? Next { get; set; }

    [SliceMember(Aliases = ["Title", "Heading"])]
    public string Caption { get; set; } = "";

    public long Id { get; set; }

    public string Added { get; set; } = "as the class makes it";
}

/// <summary>The same class with a member that it cannot do without.</summary>
[Sliceable("test.versioned")]
public sealed class VersionThree
{
    public int Id { get; set; }

    [SliceMember(IsRequired = true)]
    public string? Needed { get; set; }
}

/// <summary>The same class, which keeps what it does not have.</summary>
[Sliceable("test.versioned")]
public sealed class VersionKeeping
{
    public int Id { get; set; }

    [SliceExtensionData]
    public UnknownAttributes? Unknown { get; private set; }
}

/// <summary>A class whose newest version has attributes of every form.</summary>
[Sliceable("test.versioned")]
public sealed class VersionFull
{
    public List<int>? First { get; set; }

    public int Id { get; set; }

    public string? Text { get; set; }

    public double Real { get; set; }

    public long Large { get; set; }

    public byte[]? Bytes { get; set; }

    public Point Point { get; set; }

    public VersionFull? Self { get; set; }

    public object? Anything { get; set; }

    public Dictionary<string, Point>? Points { get; set; }
}

/// <summary>The same class with a new member in the middle, whose type the old one does not know.</summary>
[Sliceable("test.versioned")]
public sealed class VersionExtended
{
    public int Id { get; set; }

    public Point? Extra { get; set; }

    public string Title { get; set; } = "";
}

/// <summary>The same class as a record, whose newer parameters are structs.</summary>
[Sliceable("test.versioned")]
public sealed record VersionBuilt(int Id, ImmutableArray<string> Names, ImmutableArray<int> Numbers = default, DateTime When = default, int? Maybe = 5, int Five = 5);

/// <summary>The same class with other types of numbers.</summary>
[Sliceable("test.versioned")]
public sealed class VersionOfReals
{
    public double Id { get; set; }

    public decimal Gone { get; set; }
}
