using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Banana.Foolscap;

/// <summary>
/// A dictionary with keys of any immutable kind, including null, in the order in which they were added, as Foolscap's
/// <c>dict</c>. 1, 1.0 and true are the same key; text, byte arrays and tuples compare by content. Not thread-safe.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a dictionary, though null keys keep it from implementing IDictionary.")]
public sealed class ObjectDictionary : IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private readonly OrderedDictionary<ObjectKey, object?> _entries = [];

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The value under <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">The key does not exist.</exception>
    public object? this[object? key] => TryGetValue(key, out object? value)
        ? value
        : throw new KeyNotFoundException("The dictionary does not contain this key.");

    /// <summary>
    /// Returns whether a value can be a key or a member of a set: null, a boolean, a number, text, a byte array, a generic
    /// object, or a tuple or frozen set of those.
    /// </summary>
    public static bool CanBeKey(object? key) => ObjectKey.IsHashable(key);

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">The key already exists, or <see cref="CanBeKey"/> is false for it.</exception>
    public void Add(object? key, object? value)
    {
        if (!TryAdd(key, value))
        {
            throw new ArgumentException("The dictionary already contains this key.", nameof(key));
        }
    }

    /// <summary>Adds an entry; false if the key already exists.</summary>
    /// <exception cref="ArgumentException"><see cref="CanBeKey"/> is false for the key.</exception>
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

    /// <summary>Adds an entry whose key is known to be hashable; false if it already exists.</summary>
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
