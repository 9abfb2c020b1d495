using Banana.Slicing;

namespace Banana.Foolscap;

// Foolscap's receiver builds tuples and immutable sets when their last part is complete. A container that gets one before then waits for it, with two
    // exceptions: an instance drops the connection, and a dictionary breaks all later waits. So this part tracks which object waits for which (PROTOCOL.md [F-6]).
internal sealed partial class FoolscapRules
{
    private const int MostLevels = 1000; // the nesting limit of Python

    private readonly Dictionary<ulong, ulong> _waiting = []; // objects that close before all of their parts are complete, with the open object whose CLOSE completes them
    private readonly Dictionary<ulong, List<ulong>> _waitingFor = []; // the inverse of that
    private readonly HashSet<ulong> _spoiled = []; // those that a dictionary waits for
    private readonly Dictionary<ulong, int> _unspoiled = []; // open tuples that were looked at, with all around them, and after how many spoilings
    private int _spoilings;

    /// <summary>
    /// Determines whether a reference can be written at the current position, and records which objects then wait for it.
    /// </summary>
    public override bool TryRefer(ulong known, object value, out SliceStep step)
    {
        step = SliceStep.Done;
        if (_unhashable.Contains(known) && !TryHoldUnhashable(value, out step))
        {
            return false;
        }

        if (Depth == 0 || !IsUnfinished(known, out ulong until))
        {
            return true;
        }

        int holder = _around[^1].Holder;
        bool isAttribute = holder >= 0 && FrameAt(holder).Slicer.Kind == SequenceKind.Instance;
        if (isAttribute || IsKeyInFoolscap())
        {
            step = FailUnfinished(value, $"as {(isAttribute ? "an attribute" : "a key")} inside of itself");
        }
        else if (!copiesInstances && IsSpoiled(known, until))
        {
            step = FailUnfinished(value, "which is awaited after an incomplete dictionary");
        }
        else
        {
            Await(in FrameAt(Depth - 1), known, until);
        }

        return step == SliceStep.Done;
    }

    private SliceStep FailUnfinished(object value, string where) => Stack.Fail(
        ViolationCode.NotRepresentable,
        $"a {value.GetType().Name} that is not complete yet, {where}",
        "cycles through tuples that Foolscap's receiver can build: not through attributes or keys, and not after another incomplete dictionary");

    /// <summary>
    /// Whether an object would start to wait after a dictionary: the one that gets this reference, or later those that contain
    /// the objects which the reference makes wait.
    /// </summary>
    private bool IsSpoiled(ulong known, ulong until)
    {
        if (_spoiled.Contains(known))
        {
            return true;
        }

        if (NameOf(FrameAt(Depth - 1).Slicer) == "dict")
        {
            return _waiting.TryGetValue(known, out ulong outer) && outer < known && FrameAt(FindFrame(known)).Number == known;
        }

        for (int i = Depth - 1; i >= Math.Max(0, Depth - MostLevels); i--)
        {
            ref readonly SliceFrame frame = ref FrameAt(i);
            if (!IsBuiltWhole(frame.Slicer) || frame.Number <= until)
            {
                break;
            }

            if (_unspoiled.TryGetValue(frame.Number, out int spoilings) && spoilings == _spoilings && _waiting[frame.Number] <= until)
            {
                break; // and so is all around it
            }

            if (_spoiled.Contains(frame.Number))
            {
                _spoilings++; // objects that were not checked must be checked the next time
                return true;
            }

            Await(in frame, known, until);
            _unspoiled[frame.Number] = _spoilings;
        }

        return false;
    }

    /// <summary>Whether the object of this number is still incomplete, and until when.</summary>
    private bool IsUnfinished(ulong known, out ulong until)
    {
        if (_waiting.TryGetValue(known, out until))
        {
            return true;
        }

        ref readonly SliceFrame frame = ref FrameAt(FindFrame(known));
        until = known;
        return frame.Number == known && IsBuiltWhole(frame.Slicer);
    }

    /// <summary>Records that the object of <paramref name="frame"/> gets an incomplete part.</summary>
    private void Await(in SliceFrame frame, ulong part, ulong until)
    {
        if (NameOf(frame.Slicer) == "dict")
        {
            _spoiled.Add(part);
            _spoilings++;
        }
        else if (IsBuiltWhole(frame.Slicer) && (!_waiting.TryGetValue(frame.Number, out ulong known) || until < known))
        {
            _waiting[frame.Number] = until;
            if (!_waitingFor.TryGetValue(until, out List<ulong>? all))
            {
                _waitingFor.Add(until, all = []);
            }

            all.Add(frame.Number);
        }
    }

    /// <summary>
    /// Called before the top frame is popped: objects that waited for it are complete now; if it is incomplete itself, its parent
    /// waits for it.
    /// </summary>
    private void EndWaiting()
    {
        if (_waiting.Count == 0 && _spoiled.Count == 0)
        {
            return;
        }

        ref readonly SliceFrame top = ref FrameAt(Depth - 1);
        _unspoiled.Remove(top.Number);
        if (_waitingFor.Remove(top.Number, out List<ulong>? all))
        {
            foreach (ulong part in all.Where(part => _waiting.TryGetValue(part, out ulong until) && until == FrameAt(Depth - 1).Number))
            {
                _waiting.Remove(part);
                _spoiled.Remove(part);
            }
        }

        if (!_waiting.TryGetValue(top.Number, out ulong later))
        {
            _spoiled.Remove(top.Number);
        }
        else if (Depth > 1)
        {
            Await(in FrameAt(Depth - 2), top.Number, later);
        }
    }

    private void ForgetWaiting()
    {
        _waiting.Clear();
        _waitingFor.Clear();
        _spoiled.Clear();
        _unspoiled.Clear();
    }

    private bool IsBuiltWhole(Slicer slicer) => NameOf(slicer) is "tuple" or "immutable-set";
}
