using Banana.Slicing;

namespace Banana.Foolscap;

// Foolscap's receiver builds tuples and immutable sets when their last part is there. Whoever gets one before waits for it, with two exceptions: an instance
// loses the connection, and a dictionary spoils it for all who begin to wait after it. So who waits for whom is followed here (PROTOCOL.md [F-6]).
internal sealed partial class FoolscapRules
{
    private const int MostLevels = 1000; // Python nests no deeper

    private readonly Dictionary<ulong, ulong> _waiting = []; // what is built whole and has closed, or will close, without all its parts: until which open one closes
    private readonly Dictionary<ulong, List<ulong>> _waitingFor = []; // the same, the other way round
    private readonly HashSet<ulong> _spoiled = []; // those that a dictionary waits for
    private readonly Dictionary<ulong, int> _unspoiled = []; // open tuples that were looked at, with all around them, and after how many spoilings
    private int _spoilings;

    /// <summary>Says whether a reference can stand where one is about to be written, and who waits for it from then on.</summary>
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
    /// Whether somebody would begin to wait behind a dictionary: whoever gets this reference; or, when they close, those who get the objects that the reference makes wait
    /// as well.
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
                _spoilings++; // what was not looked at any more must be the next time
                return true;
            }

            Await(in frame, known, until);
            _unspoiled[frame.Number] = _spoilings;
        }

        return false;
    }

    /// <summary>Whether the object of this number is built whole and is not whole yet, and until when.</summary>
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

    /// <summary>The object of <paramref name="frame"/> gets something that is not whole.</summary>
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

    /// <summary>The top frame is about to be popped: what waited for it is whole now; if it is not whole itself, its parent waits for it.</summary>
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
