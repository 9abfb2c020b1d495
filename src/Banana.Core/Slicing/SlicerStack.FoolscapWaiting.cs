namespace Banana.Slicing;

// Foolscap's receiver builds tuples and immutable sets when their last part is there. Whoever gets one before waits for it, with two exceptions: an instance
// loses the connection, and a dictionary spoils it for all who begin to wait after it. So who waits for whom is followed here (PROTOCOL.md [F-6]).
public sealed partial class SlicerStack
{
    private const int MostLevels = 1000; // Python nests no deeper

    private readonly Dictionary<ulong, ulong> _waiting = []; // what is built whole and has closed, or will close, without all its parts: until which open one closes
    private readonly Dictionary<ulong, List<ulong>> _waitingFor = []; // the same, the other way round
    private readonly HashSet<ulong> _spoiled = []; // those that a dictionary waits for
    private readonly Dictionary<ulong, int> _unspoiled = []; // open tuples that were looked at, with all around them, and after how many spoilings
    private int _spoilings;

    /// <summary>Says whether a reference can stand where one is about to be written, and who waits for it from then on.</summary>
    private bool TryReferInFoolscap(ulong known, object value, out SliceStep step)
    {
        step = SliceStep.Done;
        if (_unhashable.Contains(known) && !TryHoldUnhashable(value, out step))
        {
            return false;
        }

        if (_frames.Count == 0 || !IsUnfinished(known, out ulong until))
        {
            return true;
        }

        int holder = _around[^1].Holder;
        bool isAttribute = holder >= 0 && _frames.At(holder).Slicer.FoolscapSharing == FoolscapSharing.ByOption;
        if (isAttribute || IsKeyInFoolscap())
        {
            step = FailUnfinished(value, $"as {(isAttribute ? "an attribute" : "a key")} inside of itself");
        }
        else if (!_options.CopiesInstances && IsSpoiled(known, until))
        {
            step = FailUnfinished(value, "which is waited for behind a dictionary that waits");
        }
        else
        {
            Await(ref _frames.Top, known, until);
        }

        return step == SliceStep.Done;
    }

    private SliceStep FailUnfinished(object value, string where) => Fail(
        ViolationCode.NotRepresentable,
        $"a {value.GetType().Name} that is not whole yet, {where}",
        "cycles through tuples that Foolscap's receiver can build: not through attributes or keys, and with no dictionary before others");

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

        if (NameOf(_frames.Top.Slicer) == "dict")
        {
            return _waiting.TryGetValue(known, out ulong outer) && outer < known && _frames.At(DepthOf(known)).Number == known;
        }

        for (int i = _frames.Count - 1; i >= Math.Max(0, _frames.Count - MostLevels); i--)
        {
            ref SliceFrame frame = ref _frames.At(i);
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

            Await(ref frame, known, until);
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

        ref SliceFrame frame = ref _frames.At(DepthOf(known));
        until = known;
        return frame.Number == known && IsBuiltWhole(frame.Slicer);
    }

    /// <summary>The object of <paramref name="frame"/> gets something that is not whole.</summary>
    private void Await(ref SliceFrame frame, ulong part, ulong until)
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

        ref SliceFrame top = ref _frames.Top;
        _unspoiled.Remove(top.Number);
        if (_waitingFor.Remove(top.Number, out List<ulong>? all))
        {
            foreach (ulong part in all.Where(part => _waiting.TryGetValue(part, out ulong until) && until == _frames.Top.Number))
            {
                _waiting.Remove(part);
                _spoiled.Remove(part);
            }
        }

        if (!_waiting.TryGetValue(top.Number, out ulong later))
        {
            _spoiled.Remove(top.Number);
        }
        else if (_frames.Count > 1)
        {
            Await(ref _frames.At(_frames.Count - 2), top.Number, later);
        }
    }

    private void ForgetWaiting()
    {
        _waiting.Clear();
        _waitingFor.Clear();
        _spoiled.Clear();
        _unspoiled.Clear();
    }

    /// <summary>The frame with the largest number that is not above this one. Frames stand in the order of their numbers.</summary>
    private int DepthOf(ulong number)
    {
        int low = 0;
        int high = _frames.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_frames.At(middle).Number <= number)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private static bool IsBuiltWhole(Slicer slicer) => NameOf(slicer) is "tuple" or "immutable-set";
}
