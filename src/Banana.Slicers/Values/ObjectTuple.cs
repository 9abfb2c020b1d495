using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Banana;

/// <summary>
/// An immutable list of any number of values of any type: the meaning of <c>tuple</c> where nothing is declared. Compares by
/// identity.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A tuple that can be enumerated is still a tuple.")]
public sealed class ObjectTuple : ITuple, IReadOnlyList<object?>
{
    private readonly object?[] _items;

    /// <summary>Creates a tuple of copies of <paramref name="items"/>.</summary>
    public ObjectTuple(params ReadOnlySpan<object?> items)
    {
        _items = items.ToArray();
    }

    /// <summary>A tuple without items. Other empty tuples are not equal to it, because tuples compare by identity.</summary>
    public static ObjectTuple Empty { get; } = new();

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    internal ReadOnlySpan<object?> Items => _items;

    int ITuple.Length => _items.Length;

    /// <summary>The item at <paramref name="index"/>.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is out of range.</exception>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
