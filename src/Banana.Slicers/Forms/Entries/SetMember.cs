using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The member of a set that is being read, reused for every member; and all members from the first that cannot be hashed yet,
/// which wait until the graph is complete (PROTOCOL.md ).
/// </summary>
internal sealed class SetMember<T>(HashSet<T> set, KeyGate<T> gate)
{
    private CollisionGuard<T>? _guard;
    private T? _value;
    private Pending? _promise;
    private List<T>? _late;

    public bool HasArrived { get; private set; }

    public int Count => set.Count + (_late?.Count ?? 0);

    public void Arrive(T? value, Pending? promise)
    {
        _value = value;
        _promise = promise;
        HasArrived = true;
    }

    /// <summary>Adds the member, now or later, and returns the fault or null.</summary>
    public KeyFault? Add(SetUnslicer<T> owner, ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        HasArrived = false;
        if (_late is null && _promise is null && SettledKey<T>.CanHash(_value, stack))
        {
            if (!gate.IsFree(_value!) && gate.Refuse(ref reader, _value!, set.EnsureCapacity(0), set, ref _guard, stack) is { } fault)
            {
                return fault;
            }

            return set.Add(_value!) ? null : KeyFault.Duplicate($"member number {Count + 1L} again", "member");
        }

        if (_late is null)
        {
            _late = [];
            stack.DeferCompletion(ref frame, this);
        }

        _promise?.WhenBuilt(owner, _late, _late.Count);
        _late.Add(_value!);
        return null;
    }

    public bool TryComplete(UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault)
    {
        fault = gate.RefuseAny([.. set, .. _late!], KeyTable.Grown, null, stack);
        if (fault is not null)
        {
            return false;
        }

        foreach (T late in _late!)
        {
            if (!set.Add(late))
            {
                fault = KeyFault.Duplicate($"member number {set.Count + 1L} again", "member");
                return false;
            }
        }

        return true;
    }
}
