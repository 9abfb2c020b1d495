namespace Banana.Slicing;

// Foolscap's sender keeps track of its containers only: what it does with the rest, and what it cannot do (PROTOCOL.md [F-6]).
public sealed partial class SlicerStack
{
    private readonly HashSet<object>? _open; // instances that are being written, in this dialect

    /// <summary>Says whether the value is to be tracked; false if Foolscap's receiver would lose the connection over it.</summary>
    private bool TryEnterFoolscap(Slicer slicer, object value, ref bool isTracked, out SliceStep step)
    {
        step = SliceStep.Done;
        if (slicer.FoolscapSharing != FoolscapSharing.ByReference)
        {
            isTracked &= slicer.FoolscapSharing == FoolscapSharing.ByOption && !_options.CopiesInstances;
            step = _open!.Contains(value) ? FailCycle(value) : step;
        }
        else if (NameOf(slicer) is "list" or "dict" or "set" && IsHashedByFoolscap())
        {
            step = Fail(
                ViolationCode.NotRepresentable,
                $"a {value.GetType().Name} in a key or in a member of a set",
                "keys and members that Foolscap can hash: no lists, dictionaries or sets");
        }

        return step == SliceStep.Done;
    }

    /// <summary>Whether what is written now is a key or a member of a set, or a part of one.</summary>
    private bool IsHashedByFoolscap()
    {
        int inner = _frames.Count - 1;
        while (inner >= 0 && NameOf(_frames.At(inner).Slicer) == "tuple")
        {
            inner--;
        }

        return inner >= 0 && _frames.At(inner).Slicer.IsHashedByFoolscap(in _frames.At(inner));
    }

    private static string? NameOf(Slicer slicer) => (slicer.FoolscapIndexWord ?? slicer.IndexWord)?.Text;

    /// <summary>
    /// Whether a reference would give an instance an attribute that is not whole at its end, directly or in tuples: a tuple that is still open.
    /// </summary>
    private bool LosesFoolscap(ulong known)
    {
        int inner = _frames.Count - 1;
        while (inner >= 0 && IsBuiltWhole(_frames.At(inner).Slicer))
        {
            inner--;
        }

        if (inner < 0 || _frames.At(inner).Slicer.FoolscapSharing != FoolscapSharing.ByOption)
        {
            return false;
        }

        int target = DepthOf(known, inner);
        return _frames.At(target).Number == known && IsBuiltWhole(_frames.At(target).Slicer);
    }

    /// <summary>The frame with the largest number that is not above this one. Frames stand in the order of their numbers.</summary>
    private int DepthOf(ulong number, int high)
    {
        int low = 0;
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

    private SliceStep FailCycle(object value) => Fail(
        ViolationCode.NotRepresentable,
        $"a {value.GetType().Name} inside of itself",
        "no cycle through instances of classes: Foolscap has cycles through lists, dictionaries, sets and tuples only");

    private void BeginInstance(Slicer slicer, object value)
    {
        if (slicer.FoolscapSharing != FoolscapSharing.ByReference)
        {
            _open!.Add(value);
        }
    }

    private void EndInstance()
    {
        ref SliceFrame top = ref _frames.Top;
        if (top.Slicer.FoolscapSharing != FoolscapSharing.ByReference)
        {
            _open!.Remove(top.Target);
        }
    }
}
