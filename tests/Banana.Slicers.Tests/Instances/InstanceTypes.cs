using System.Collections.Immutable;

namespace Banana.Slicers.Tests.Instances;

public enum Level : byte
{
    Low = 1,
    High = 200,
}

[Sliceable("test.named-level")]
public enum NamedLevel
{
    Low,
    High,
}

/// <summary>Every kind of member that is set after the object was made.</summary>
[Sliceable("test.plain")]
internal sealed class Plain
{
    public readonly int ReadOnlyField;
    public string? Field;
    private readonly List<string> _history = [];
    private readonly int _secret;
    private string _backed = "";

    public Plain()
    {
    }

    public Plain(int readOnly, int secret)
    {
        ReadOnlyField = readOnly;
        _secret = secret;
        _history.Add($"secret {secret}");
    }

    public bool Flag { get; set; }

    public long Number { get; private set; } = 5;

    public double Real { get; init; }

    public required string Name { get; set; }

    public decimal Price { get; set; }

    public DateTime Created { get; set; }

    public Guid Id { get; set; }

    public Level Level { get; set; }

    public NamedLevel? NamedLevel { get; set; }

    public int? Maybe { get; set; }

    public char Letter { get; set; }

    public float Small { get; set; }

    public byte[]? Bytes { get; set; }

    public object? Anything { get; set; }

    public List<int> Filled { get; } = [];

    public Dictionary<string, Plain?> Others { get; set; } = [];

    public Plain? Self { get; set; }

    [SliceIgnore]
    public string Ignored { get; set; } = "default";

    [SliceMember("renamed", Order = -1)]
    public uint Renamed { get; set; }

    public string Backed
    {
        get => _backed;
        set => _backed = value;
    }

    public int Computed => _secret * 2;

    public void SetNumber(long number) => Number = number;

    public int Secret() => _secret;

    public IReadOnlyList<string> History() => _history;
}

/// <summary>A positional record, with members that are set afterwards.</summary>
[Sliceable("test.person")]
public record Person(string Name, int Age, ImmutableArray<string> Titles)
{
    public Person? Friend { get; set; }

    public List<Person> Friends { get; init; } = [];
}

[Sliceable("test.point")]
public readonly record struct Point(int X, int Y);

/// <summary>A struct with state that no constructor takes.</summary>
[Sliceable("test.counter")]
public struct Counter
{
    private int _count;

    public string? Label { get; set; }

    public readonly int Count => _count;

    public void Increment() => _count++;
}

/// <summary>A class that only its constructor can make.</summary>
[Sliceable("test.built")]
public sealed class Built
{
    [SliceConstructor]
    private Built(string name, object? owner)
    {
        Name = name;
        Owner = owner;
    }

    public string Name { get; }

    public object? Owner { get; }

    public static Built Of(string name, object? owner) => new(name, owner);
}

[Sliceable("test.box")]
public sealed class Box<T>
{
    public T? Value { get; set; }

    public List<T?>? More { get; set; }
}

[Sliceable("test.shape")]
[SliceDerived(typeof(Circle))]
[SliceDerived(typeof(Square))]
public abstract class Figure
{
    private string? _tag;

    public string? Tag() => _tag;

    public void SetTag(string? tag) => _tag = tag;
}

[Sliceable("test.circle")]
public sealed class Circle : Figure
{
    public double Radius { get; set; }
}

[Sliceable("test.square")]
[SliceDerived(typeof(Tile))]
public class Square : Figure
{
    public double Side { get; set; }
}

[Sliceable("test.tile")]
public sealed class Tile : Square
{
    public string? Colour { get; set; }
}

[Sliceable("test.drawing")]
public sealed class Drawing
{
    public Figure? First { get; set; }

    public List<Figure> Rest { get; set; } = [];

    public Square? Floor { get; set; }

    public IReadOnlyList<int>? Numbers { get; set; }

    public IEnumerable<string>? Texts { get; set; }
}

/// <summary>Sent as another type, because its own state means nothing elsewhere.</summary>
[SliceSurrogate(typeof(HandleSurrogate))]
[Sliceable("test.handle")]
public sealed class Handle(string path)
{
    public string Path { get; } = path;

    public nint Address { get; } = path.Length;
}

[Sliceable("test.handle-surrogate")]
public sealed class HandleSurrogate : ISliceSurrogate<Handle, HandleSurrogate>
{
    public string Path { get; set; } = "";

    public static HandleSurrogate FromValue(Handle value) => new() { Path = value.Path };

    public Handle ToValue() => string.IsNullOrEmpty(Path) ? throw new ArgumentException("A handle needs a path.") : new Handle(Path);
}

[Sliceable("test.owner")]
public sealed class Owner
{
    public Handle? Handle { get; set; }

    public Handle? SameHandle { get; set; }
}

/// <summary>Writes down when it is told of what.</summary>
[Sliceable("test.told")]
public sealed class Told : ISliceCallbacks
{
    [SliceIgnore]
    public List<string> Calls { get; } = [];

    public Told? Next { get; set; }

    public int Number { get; set; }

    void ISliceCallbacks.BeforeSlicing() => Calls.Add("before slicing");

    void ISliceCallbacks.AfterSlicing() => Calls.Add("after slicing");

    void ISliceCallbacks.BeforeUnslicing() => Calls.Add($"before unslicing {Number}");

    void ISliceCallbacks.AfterUnslicing() => Calls.Add($"after unslicing {Number} {Next?.Number}");
}

/// <summary>Two classes with private fields of the same name.</summary>
[Sliceable("test.level-two")]
public sealed class LevelTwo : LevelOne
{
    [SliceMember("two")]
    private int _value;

    public void SetBoth(int one, int two)
    {
        SetOne(one);
        _value = two;
    }

    public int Two() => _value;
}

public class LevelOne
{
    [SliceMember("one")]
    private int _value;

    public int One() => _value;

    protected void SetOne(int value) => _value = value;
}
