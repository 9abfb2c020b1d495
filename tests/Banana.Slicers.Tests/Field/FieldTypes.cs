using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Banana.Slicers.Tests.Field;

/// <summary>A class that can lead back to itself in every way the field was measured by.</summary>
[Sliceable("field.hub")]
public sealed class Hub
{
    public Hub? Next { get; set; }

    public List<Hub>? List { get; set; }

    public Dictionary<string, Hub>? Dictionary { get; set; }

    public Hub[]? Array { get; set; }

    public Tuple<Hub, int>? Tuple { get; set; }

    public ImmutableArray<Hub> Immutable { get; set; }

    public ReadOnlyCollection<Hub>? ReadOnly { get; set; }

    public HashSet<Hub>? Set { get; set; }

    public KeyValuePair<string, Hub> Pair { get; set; }

    public object? Anything { get; set; }

    public string? Text { get; set; }

    public string? OtherText { get; set; }
}

[Sliceable("field.positional")]
public sealed record Positional(string Name, List<Positional> Others);

[Sliceable("field.constructor-only")]
public sealed class ConstructorOnly(Holder holder)
{
    public Holder Holder { get; } = holder;
}

[Sliceable("field.holder")]
public sealed class Holder
{
    public ConstructorOnly? Held { get; set; }
}

[Sliceable("field.interfaces")]
public sealed class Interfaces
{
    public IEnumerable<int>? Enumerable { get; set; }

    public IList<int>? List { get; set; }

    public IReadOnlyList<int>? ReadOnlyList { get; set; }

    public ISet<int>? Set { get; set; }

    public IReadOnlyDictionary<string, int>? Dictionary { get; set; }
}

[Sliceable("field.shapes")]
internal sealed class Shapes
{
    private int _private = 5;

    public readonly int ReadOnlyField = 6;

    public int Field;

    public int PrivateSetter { get; private set; } = 7;

    public int InitOnly { get; init; }

    public required int Required { get; set; }

    public List<int> GetOnly { get; } = [];

    public static Shapes Create()
    {
        Shapes shapes = new() { Required = 1, InitOnly = 2, Field = 3, PrivateSetter = 8, _private = 9 };
        shapes.GetOnly.Add(4);
        return shapes;
    }

    public int Private() => _private;
}

[Sliceable("field.generic")]
public sealed class Generic<TKey, TValue>
    where TKey : notnull
{
    public Dictionary<TKey, TValue> Values { get; set; } = [];
}

[Sliceable("field.base")]
[SliceDerived(typeof(Derived))]
public class Base
{
    public int Id { get; set; }
}

[Sliceable("field.derived")]
public sealed class Derived : Base
{
    public string Name { get; set; } = "";
}

[Sliceable("field.place")]
public struct Place
{
    public int X { get; set; }

    public readonly int Y => _y;

    private int _y;

    public void SetY(int y) => _y = y;
}

[Sliceable("field.fixed")]
public readonly struct Fixed(int x)
{
    public int X { get; } = x;
}

[Sliceable("field.link")]
public sealed class Link
{
    public int Value { get; set; }

    public Link? Next { get; set; }
}
