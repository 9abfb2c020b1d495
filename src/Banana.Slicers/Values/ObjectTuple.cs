using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Banana;

/// <summary>
/// An immutable row of values of any number and type: what <c>tuple</c> means where the declared type says nothing.
/// Compares by identity.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A tuple that can be enumerated is still a tuple.")]
public sealed class ObjectTuple : ITuple, IReadOnlyList<object?>
{
    private readonly object?[] _items;

    /// <summary>Takes a copy of <paramref name="items"/>.</summary>
    public ObjectTuple(params ReadOnlySpan<object?> items)
    {
        _items = items.ToArray();
    }

    /// <summary>A tuple without items. Not the only one: tuples compare by identity.</summary>
    public static ObjectTuple Empty { get; } = new();

    /// <summary>How many items there are.</summary>
    public int Count => _items.Length;

    internal ReadOnlySpan<object?> Items => _items;

    int ITuple.Length => _items.Length;

    /// <summary>The item at <paramref name="index"/>.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is not that of an item.</exception>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
