namespace Banana.Slicing;

// Foolscap's sender keeps track of its containers only: what it does with the rest, and what it cannot do (PROTOCOL.md [F-6]).
public sealed partial class SlicerStack
{
    private readonly HashSet<object>? _open; // instances and immutable sets that are being written
    private readonly List<(int Holder, int Hasher)> _around = []; // for each frame: the next one outwards that is not built whole; that is no tuple. Or -1

    /// <summary>Says whether the value is to be tracked; false if Foolscap's receiver would lose the connection over it.</summary>
    private bool TryEnterFoolscap(Slicer slicer, object value, ref bool isTracked, out SliceStep step)
    {
        step = SliceStep.Done;
        if (slicer.FoolscapSharing != FoolscapSharing.ByReference)
        {
            isTracked &= slicer.FoolscapSharing == FoolscapSharing.ByOption && !_options.CopiesInstances;
            step = _open!.Contains(value) ? FailCycle(value) : step;
        }
        else if (NameOf(slicer) is "list" or "dict" or "set")
        {
            return TryHoldUnhashable(value, out step);
        }

        return step == SliceStep.Done;
    }

    private static string? NameOf(Slicer slicer) => (slicer.FoolscapIndexWord ?? slicer.IndexWord)?.Text;

    private SliceStep FailCycle(object value) => Fail(
        ViolationCode.NotRepresentable,
        $"a {value.GetType().Name} inside of itself",
        "no cycle through instances of classes: Foolscap has cycles through lists, dictionaries, sets and tuples only");

    /// <summary>A frame has been pushed.</summary>
    private void BeginFoolscap(Slicer slicer, object value)
    {
        string? name = NameOf(slicer);
        int frame = _frames.Count - 1;
        (int Holder, int Hasher) outer = frame == 0 ? (-1, -1) : _around[frame - 1];
        _around.Add((name is "tuple" or "immutable-set" ? outer.Holder : frame, name == "tuple" ? outer.Hasher : frame));
        if (slicer.FoolscapSharing != FoolscapSharing.ByReference)
        {
            _open!.Add(value);
        }
    }

    /// <summary>The top frame is about to be popped.</summary>
    private void EndFoolscap()
    {
        EndWaiting();
        _around.RemoveAt(_around.Count - 1);
        ref SliceFrame top = ref _frames.Top;
        if (top.Slicer.FoolscapSharing != FoolscapSharing.ByReference)
        {
            _open!.Remove(top.Target);
        }
    }
}
