using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Banana.Foolscap;

/// <summary>
/// A dictionary with keys of any immutable kind, null among them, in the order they were added: what <c>dict</c> means to
/// Foolscap. 1, 1.0 and true are one key; text, byte arrays and tuples compare by content. Not thread-safe.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a dictionary, though null keys keep it from implementing IDictionary.")]
public sealed class ObjectDictionary : IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private readonly OrderedDictionary<ObjectKey, object?> _entries = [];

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The value under <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public object? this[object? key] => TryGetValue(key, out object? value)
        ? value
        : throw new KeyNotFoundException("The dictionary does not contain this key.");

    /// <summary>
    /// Whether a value can be a key, or a member of a set: null, a boolean, a number, text, a byte array, a generic object, or a tuple or frozen
    /// set of such.
    /// </summary>
    public static bool CanBeKey(object? key) => ObjectKey.IsHashable(key);

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">The key is there already, or <see cref="CanBeKey"/> says no.</exception>
    public void Add(object? key, object? value)
    {
        if (!TryAdd(key, value))
        {
            throw new ArgumentException("The dictionary already contains this key.", nameof(key));
        }
    }

    /// <summary>Adds an entry, unless the key is there already.</summary>
    /// <exception cref="ArgumentException"><see cref="CanBeKey"/> says no.</exception>
    public bool TryAdd(object? key, object? value)
    {
        RequireHashable(key, nameof(key));
        return _entries.TryAdd(new ObjectKey(key), value);
    }

    /// <summary>Finds the value under <paramref name="key"/>.</summary>
    public bool TryGetValue(object? key, out object? value)
    {
        value = null;
        return CanBeKey(key) && _entries.TryGetValue(new ObjectKey(key), out value);
    }

    /// <summary>The entries, in the order they were added.</summary>
    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator() =>
        _entries.Select(entry => KeyValuePair.Create(entry.Key.Value, entry.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds an entry whose key is known to be hashable; false if it is there already.</summary>
    internal bool TryAddHashable(object? key, object? value) => _entries.TryAdd(new ObjectKey(key), value);

    internal void SetValueAt(int index, object? value) => _entries.SetAt(index, value);

    internal KeyValuePair<object?, object?> EntryAt(int index)
    {
        KeyValuePair<ObjectKey, object?> entry = _entries.GetAt(index);
        return KeyValuePair.Create(entry.Key.Value, entry.Value);
    }

    internal static void RequireHashable(object? key, string parameter)
    {
        if (!CanBeKey(key))
        {
            throw new ArgumentException(
                $"A key must be null, a boolean, a number, text, a byte array, a generic object, or a tuple or frozen set of those, with at most {ObjectKey.MaxParts} parts.",
                parameter);
        }
    }
}
