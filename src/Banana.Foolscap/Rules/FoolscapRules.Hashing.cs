using Banana.Slicing;

namespace Banana.Foolscap;

// Python hashes a tuple by its parts: one that has a list in it, however deep, can be no key, and one that is not whole has no hash yet (PROTOCOL.md [F-6]).
internal sealed partial class FoolscapRules
{
    private readonly HashSet<ulong> _unhashable = []; // tuples with a list, a dictionary or a set in them
    private readonly List<ulong> _unhashableInOrder = []; // the same, as they were found

    /// <summary>What is written now is a key or a member of a set, or a part of one, if this is its collection; -1 if it is none.</summary>
    private int FindHasher()
    {
        int hasher = _around.Count == 0 ? -1 : _around[^1].Hasher;
        return hasher >= 0 && FrameAt(hasher).Slicer.IsInKey(in FrameAt(hasher)) ? hasher : -1;
    }

    /// <summary>Says whether something that has no hash can stand where it is about to be written; the tuples around it have none either.</summary>
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

    /// <summary>Forgets what was found in sequences with this number or later ones, which are all closed; what is found later has later numbers.</summary>
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

    /// <summary>Whether what is written now is a key of a dictionary, or a part of one: Foolscap cannot put it in later, as it does with members of sets.</summary>
    private bool IsKeyInFoolscap() => FindHasher() is >= 0 and int hasher && NameOf(FrameAt(hasher).Slicer) == "dict";
}
