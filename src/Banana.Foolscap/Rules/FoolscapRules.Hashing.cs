using Banana.Slicing;

namespace Banana.Foolscap;

// Python hashes a tuple by its parts: one that contains a list, at any depth, cannot be a key, and an incomplete one has no hash yet (PROTOCOL.md [F-6]).
internal sealed partial class FoolscapRules
{
    private readonly HashSet<ulong> _unhashable = []; // tuples that contain a list, a dictionary or a set
    private readonly List<ulong> _unhashableInOrder = []; // the same, as they were found

    /// <summary>Returns the collection for which the current value is a key or a member, or part of one; -1 if there is none.</summary>
    private int FindHasher()
    {
        int hasher = _around.Count == 0 ? -1 : _around[^1].Hasher;
        return hasher >= 0 && FrameAt(hasher).Slicer.IsInKey(in FrameAt(hasher)) ? hasher : -1;
    }

    /// <summary>
    /// Determines whether an unhashable value can be written at the current position, and marks the enclosing tuples as
    /// unhashable.
    /// </summary>
    private bool TryHoldUnhashable(object value, out SliceStep step)
    {
        if (FindHasher() >= 0)
        {
            step = Stack.Fail(
                ViolationCode.NotRepresentable,
                $"a {value.GetType().Name} in a key or in a member of a set",
                "keys and members that Foolscap can hash: no lists, dictionaries or sets");
            return false;
        }

        for (int i = Depth - 1; i >= 0 && NameOf(FrameAt(i).Slicer) == "tuple"; i--)
        {
            if (!_unhashable.Add(FrameAt(i).Number))
            {
                break; // then those around it are known as well
            }

            _unhashableInOrder.Add(FrameAt(i).Number);
        }

        step = SliceStep.Done;
        return true;
    }

    /// <summary>Forgets the results for sequences from this number on, which are all closed; later results have later numbers.</summary>
    public override void ForgetFrom(ulong number)
    {
        int kept = _unhashableInOrder.Count;
        if (kept == 0)
        {
            return;
        }

        while (kept > 0 && _unhashableInOrder[kept - 1] >= number)
        {
            _unhashable.Remove(_unhashableInOrder[--kept]);
        }

        _unhashableInOrder.RemoveRange(kept, _unhashableInOrder.Count - kept);
    }

    /// <summary>
    /// Whether the current value is a key of a dictionary or part of one, which Foolscap, unlike members of sets, cannot add
    /// later.
    /// </summary>
    private bool IsKeyInFoolscap() => FindHasher() is >= 0 and int hasher && NameOf(FrameAt(hasher).Slicer) == "dict";
}
