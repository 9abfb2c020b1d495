namespace Banana.Slicing;

/// <summary>The entry of a dictionary that is being read; used again for every entry.</summary>
internal sealed class DictionaryEntry<TKey, TValue>(Dictionary<TKey, TValue> dictionary, UnslicerStack stack)
    where TKey : notnull
{
    private readonly CollisionGuard<TKey>? _guard = CollisionGuard<TKey>.For(dictionary.Comparer, stack);
    private Pending? _promise;
    private LateEntries<TKey, TValue>? _late;

    public TKey? Key { get; private set; }

    public int Count => dictionary.Count + (_late?.Count ?? 0);

    public void SetKey(TKey? key, Pending? promise)
    {
        Key = key;
        _promise = promise;
    }

    public bool IsNull => Key is null && _promise is null;

    /// <summary>Whether the hash of the key is final.</summary>
    public bool CanHash(UnslicerStack stack) =>
        _late is null && _promise is null && SettledKey<TKey>.CanHash(Key, stack);

    /// <summary>From the first key on that cannot be hashed, all wait, so that their order stays.</summary>
    public void DeferUnlessHashable(ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (_late is null && !CanHash(stack))
        {
            _late = new LateEntries<TKey, TValue>(dictionary);
            stack.WhenSettled(ref frame, _late);
        }
    }

    /// <summary>Whether the key turned out to be there already when its value came.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether the key's bucket has too many keys.</summary>
    public bool IsCollision { get; private set; }

    public void Add(DictionaryUnslicer<TKey, TValue> owner, TValue? value)
    {
        if (_late is null)
        {
            IsCollision = _guard?.TryCount(Key!, dictionary.EnsureCapacity(0), dictionary.Keys) == false;
            IsRefused = IsCollision || !dictionary.TryAdd(Key!, value!); // without a guard the one time it is hashed
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
