using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// Objects that are completed at the end of the graph, when everything that a hash code could depend on is complete (PROTOCOL.md
/// ), in the order in which they were added. Not thread-safe.
/// </summary>
internal sealed class SettlingQueue
{
    private readonly List<Waiting> _waiting = [];
    private readonly Queue<int> _again = [];

    /// <summary>A waiting object.</summary>
    /// <param name="Owner">The unslicer that completes it.</param>
    /// <param name="Target">The argument of <see cref="Unslicer.TryComplete"/>.</param>
    /// <param name="Id">The id of its sequence.</param>
    /// <param name="Path">The path of its sequence.</param>
    private readonly record struct Waiting(Unslicer Owner, object Target, long Id, string Path);

    /// <summary>Whether no object waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Adds a call of <see cref="Unslicer.TryComplete"/>.</summary>
    /// <param name="owner">The unslicer that is called.</param>
    /// <param name="target">The argument of the call.</param>
    /// <param name="id">The id of the sequence.</param>
    /// <param name="path">The path of the sequence.</param>
    /// <returns>A ticket for <see cref="AddAgain"/>.</returns>
    public int Add(Unslicer owner, object target, long id, string path)
    {
        _waiting.Add(new Waiting(owner, target, id, path));
        return _waiting.Count - 1;
    }

    /// <summary>Repeats the call for an object that was not ready before, right after the current call.</summary>
    public void AddAgain(int ticket) => _again.Enqueue(ticket);

    /// <summary>Completes the waiting objects of one kind.</summary>
    /// <param name="kind"><see cref="ReferenceKind.AtClose"/> for objects that are built by the call; any other value for all others.</param>
    /// <param name="promises">The promises that the calls may keep or break.</param>
    /// <param name="stack">The stack.</param>
    /// <returns>Why an object is refused; null if none is.</returns>
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

    /// <summary>Removes the objects with ids from <paramref name="id"/> on, which have been refused.</summary>
    public void RefuseFrom(long id) => _waiting.RemoveAll(waiting => waiting.Id >= id);

    /// <summary>Removes all objects.</summary>
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
