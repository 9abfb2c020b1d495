using Banana.Slicing;
using Banana.Wire;

namespace Banana.Foolscap;

// Foolscap's sender tracks its containers only. This part tells which other objects are tracked, and which are refused (PROTOCOL.md [F-6]).
internal sealed partial class FoolscapRules(SlicerStack stack, WireDialect dialect, bool copiesInstances) : SenderRules(stack)
{
    private readonly HashSet<object> _active = new(ReferenceEqualityComparer.Instance); // instances and immutable sets that are being written
    private readonly List<(int Holder, int Hasher)> _around = []; // for each frame: the innermost one, itself included, that is not built from its parts, and that is not a tuple; or -1

    /// <summary>Determines whether the value is tracked; false if Foolscap's receiver would drop the connection because of it.</summary>
    public override bool TryEnter(Slicer slicer, object value, ref bool isTracked, out SliceStep step)
    {
        step = SliceStep.Done;
        if (MayNotHoldItself(slicer))
        {
            isTracked &= slicer.Kind == SequenceKind.Instance && !copiesInstances; // a reference to an immutable set is taken for a tuple
            step = _active.Contains(value) ? FailCycle(value) : step;
        }
        else if (NameOf(slicer) is "list" or "dict" or "set")
        {
            return TryHoldUnhashable(value, out step);
        }

        return step == SliceStep.Done;
    }

    private string? NameOf(Slicer slicer) => (dialect.WordOf(slicer.Kind) ?? slicer.IndexWord)?.Text;

    private static bool MayNotHoldItself(Slicer slicer) => slicer.Kind is SequenceKind.Instance or SequenceKind.FrozenSet;

    private SliceStep FailCycle(object value) => Stack.Fail(
        ViolationCode.NotRepresentable,
        $"a {value.GetType().Name} inside of itself",
        "no cycle through instances of classes: Foolscap supports cycles through lists, dictionaries, sets and tuples only");

    public override void Begin()
    {
        ref readonly SliceFrame top = ref FrameAt(Depth - 1);
        string? name = NameOf(top.Slicer);
        int frame = Depth - 1;
        (int Holder, int Hasher) outer = frame == 0 ? (-1, -1) : _around[frame - 1];
        _around.Add((name is "tuple" or "immutable-set" ? outer.Holder : frame, name == "tuple" ? outer.Hasher : frame));
        if (MayNotHoldItself(top.Slicer))
        {
            _active.Add(top.Target);
        }
    }

    public override void End()
    {
        EndWaiting();
        _around.RemoveAt(_around.Count - 1);
        ref readonly SliceFrame top = ref FrameAt(Depth - 1);
        if (MayNotHoldItself(top.Slicer))
        {
            _active.Remove(top.Target);
        }
    }

    public override void Restart()
    {
        _active.Clear();
        _around.Clear();
        ForgetWaiting();
    }

    public override string? SortEntries<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries) => KeyOrder.Sort(entries);

    public override string? FindDuplicate<T>(IEnumerable<T> members) => KeyOrder.FindDuplicate(members);

    public override SliceStep RefuseKeys(string found) => Stack.Fail(
        ViolationCode.NotRepresentable, found, "keys of one kind that Foolscap can sort and tell apart: to Foolscap, 1 and 1.0 are the same key");
}
