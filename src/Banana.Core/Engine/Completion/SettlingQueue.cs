using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// What is kept under a hash, and must wait until nothing that the hash could depend on is unfinished (PROTOCOL.md ), in the order in which it came.
/// Not thread-safe.
/// </summary>
internal sealed class SettlingQueue
{
    private readonly List<Waiting> _waiting = [];
    private readonly Queue<int> _again = [];

    /// <summary>What waits.</summary>
    /// <param name="Owner">Who reads it.</param>
    /// <param name="Target">What the owner is given.</param>
    /// <param name="Id">The sequence that it is a part of.</param>
    /// <param name="Path">Where that stands.</param>
    private readonly record struct Waiting(Unslicer Owner, object Target, long Id, string Path);

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Has <see cref="Unslicer.TryComplete"/> of <paramref name="owner"/> called.</summary>
    /// <param name="owner">Who reads it.</param>
    /// <param name="target">What the owner is given.</param>
    /// <param name="id">The sequence that it is a part of.</param>
    /// <param name="path">Where that stands.</param>
    /// <returns>A ticket for <see cref="AddAgain"/>.</returns>
    public int Add(Unslicer owner, object target, long id, string path)
    {
        _waiting.Add(new Waiting(owner, target, id, path));
        return _waiting.Count - 1;
    }

    /// <summary>What was not ready when its turn came is now: it has another, right after the one that is settled now.</summary>
    public void AddAgain(int ticket) => _again.Enqueue(ticket);

    /// <summary>Settles what waits of one kind.</summary>
    /// <param name="kind"><see cref="ReferenceKind.AtClose"/> for objects that are built by that; anything else for the rest.</param>
    /// <param name="promises">Those that are kept by that.</param>
    /// <param name="stack">The stack.</param>
    /// <returns>Why one cannot be settled, or null.</returns>
    public PlacedRefusal? Settle(ReferenceKind kind, Promises promises, UnslicerStack stack)
    {
        PlacedRefusal? refused = null;
        for (int i = 0; i < _waiting.Count && refused is null; i++)
        {
            if (_waiting[i].Owner.References == ReferenceKind.AtClose != (kind == ReferenceKind.AtClose))
            {
                continue;
            }

            refused = SettleOne(_waiting[i], promises, stack);
            while (refused is null && _again.TryDequeue(out int again))
            {
                refused = SettleOne(_waiting[again], promises, stack);
            }
        }

        return refused;
    }

    /// <summary>What waits from this id on is of what has been refused.</summary>
    public void RefuseFrom(long id) => _waiting.RemoveAll(waiting => waiting.Id >= id);

    /// <summary>Forgets all of it.</summary>
    public void Clear()
    {
        Kept.Clear(_waiting);
        _again.Clear();
        if (_again.Capacity > Kept.Items)
        {
            _again.TrimExcess();
        }
    }

    private static PlacedRefusal? SettleOne(Waiting waiting, Promises promises, UnslicerStack stack)
    {
        try
        {
            return waiting.Owner.TryComplete(waiting.Target, stack, out KeyFault? fault)
                ? promises.TakeBroken()
                : new PlacedRefusal(waiting.Path, fault.ToRefusal());
        }
        catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
        {
            return new PlacedRefusal(waiting.Path, Refusal.Of(thrown, "keys that can be hashed"));
        }
    }
}
