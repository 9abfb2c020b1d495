namespace Banana.Slicing;

/// <summary>
/// The member of a set that is being read, used again for every member; and, from the first on that cannot be hashed yet, all that wait
/// until the whole graph is there (PROTOCOL.md ).
/// </summary>
internal sealed class SetMember<T>(HashSet<T> set, UnslicerStack stack)
{
    private readonly CollisionGuard<T>? _guard = CollisionGuard<T>.For(set.Comparer, stack);
    private T? _value;
    private Pending? _promise;
    private List<T>? _late;

    public bool HasArrived { get; private set; }

    /// <summary>Whether the member's bucket has too many members.</summary>
    public bool IsCollision { get; private set; }

    public int Count => set.Count + (_late?.Count ?? 0);

    public void Arrive(T? value, Pending? promise)
    {
        _value = value;
        _promise = promise;
        HasArrived = true;
    }

    /// <summary>Adds what has arrived, now or later; false if it is there already.</summary>
    public bool TryAdd(SetUnslicer<T> owner, ref UnsliceFrame frame, UnslicerStack stack)
    {
        HasArrived = false;
        if (_late is null && _promise is null && SettledKey<T>.CanHash(_value, stack))
        {
            IsCollision = _guard?.TryCount(_value!, set.EnsureCapacity(0), set) == false;
            return !IsCollision && set.Add(_value!);
        }

        if (_late is null)
        {
            _late = [];
            stack.WhenSettled(ref frame, this);
        }

        _promise?.WhenBuilt(owner, _late, _late.Count);
        _late.Add(_value!);
        return true;
    }

    public bool TrySettle(out string? found)
    {
        found = null;
        if (CollisionGuard<T>.Collides(_late!, set.Comparer, stack))
        {
            found = "a full bucket of members";
            return false;
        }

        foreach (T member in _late!)
        {
            if (!set.Add(member))
            {
                found = $"member number {set.Count + 1L} again";
                return false;
            }
        }

        return true;
    }
}
