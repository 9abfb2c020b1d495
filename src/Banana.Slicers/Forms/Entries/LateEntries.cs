using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Banana.Slicing;

/// <summary>
/// The entries of a dictionary from the first whose key cannot be hashed yet, because it may refer to an object that is still
/// being read (PROTOCOL.md ). They are added, in order, when the graph is complete.
/// </summary>
internal sealed class LateEntries<TKey, TValue>(Dictionary<TKey, TValue> dictionary, KeyGate<TKey> gate)
    where TKey : notnull
{
    private readonly List<(TKey? Key, TValue? Value)> _entries = [];

    public int Count => _entries.Count;

    /// <returns>The slot for <see cref="SetValue"/> and <see cref="SetKey"/>.</returns>
    public int Add(TKey? key, TValue? value)
    {
        _entries.Add((key, value));
        return _entries.Count - 1;
    }

    public void SetKey(int slot, TKey key) => CollectionsMarshal.AsSpan(_entries)[slot].Key = key;

    public void SetValue(int slot, TValue? value) => CollectionsMarshal.AsSpan(_entries)[slot].Value = value;

    public bool TryComplete(UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault)
    {
        fault = gate.RefuseAny([.. dictionary.Keys, .. _entries.Select(entry => entry.Key!)], KeyTable.Grown, null, stack);
        if (fault is not null)
        {
            return false;
        }

        foreach ((TKey? key, TValue? value) in _entries)
        {
            if (!dictionary.TryAdd(key!, value!))
            {
                fault = KeyFault.Duplicate($"key number {dictionary.Count + 1L} again");
                return false;
            }
        }

        return true;
    }
}
