using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The entry of a dictionary that is being read; reused for every entry.</summary>
internal sealed class DictionaryEntry<TKey, TValue>(Dictionary<TKey, TValue> dictionary, KeyGate<TKey> gate)
    where TKey : notnull
{
    private CollisionGuard<TKey>? _guard;
    private bool _isPrepared;
    private Pending? _promise;
    private LateEntries<TKey, TValue>? _late;

    public TKey? Key { get; private set; }

    public int Count => dictionary.Count + (_late?.Count ?? 0);

    public void SetKey(TKey? key, Pending? promise)
    {
        Key = key;
        _promise = promise;
        _isPrepared = false;
    }

    /// <summary>
    /// Checks the key once, before its value is read, and returns the fault or null. From the first key that cannot be hashed,
    /// all entries wait, so that their order is kept.
    /// </summary>
    public KeyFault? Prepare(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (Key is null && _promise is null)
        {
            return KeyFault.Null();
        }

        if (_isPrepared || _late is not null)
        {
            return null;
        }

        if (_promise is not null || !SettledKey<TKey>.CanHash(Key, stack))
        {
            _late = new LateEntries<TKey, TValue>(dictionary, gate);
            stack.DeferCompletion(ref frame, _late);
            return null;
        }

        _isPrepared = true;
        return gate.IsFree(Key!)
            ? null
            : gate.Refuse(ref reader, Key!, dictionary.EnsureCapacity(0), dictionary.Keys, ref _guard, stack);
    }

    /// <summary>Whether the key was found to exist already when its value was read.</summary>
    public bool IsRefused { get; private set; }

    public void Add(DictionaryUnslicer<TKey, TValue> owner, TValue? value)
    {
        if (_late is null)
        {
            IsRefused = !dictionary.TryAdd(Key!, value!); // for short text the one time it is hashed
            return;
        }

        int slot = _late.Add(Key, value);
        _promise?.WhenBuilt(owner, _late, ~slot);
    }

    public void AddPending(DictionaryUnslicer<TKey, TValue> owner, Pending value)
    {
        if (_late is not null)
        {
            value.WhenBuilt(owner, _late, _late.Count);
        }

        Add(owner, default);
        if (_late is null && !IsRefused)
        {
            value.WhenBuilt(owner, dictionary, slot: 0, Key);
        }
    }
}
