using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Instances that have more attributes than their class: by name, their own and what they came with, as <c>copyable</c> (PROTOCOL.md [T-11]).
/// </summary>
/// <typeparam name="T">The class.</typeparam>
internal sealed class NamedInstanceSlicer<T> : Slicer<T>
{
    private readonly InstanceSlicer<T> _slicer;

    public NamedInstanceSlicer(InstanceSlicer<T> slicer)
    {
        _slicer = slicer;
        FoolscapSharing = FoolscapSharing.ByOption;
    }

    public override void WriteIndex(ref TokenWriter writer, SlicerStack stack) => _slicer.WriteIndex(ref writer, stack);

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        SliceStep step = _slicer.SliceNamed(ref writer, ref frame, stack);
        UnknownAttributes unknown = _slicer.GetUnknown((T)frame.Target)!;
        while (step == SliceStep.Done && frame.State - _slicer.Members.Count < unknown.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            (VocabularyWord name, object? value) = unknown[frame.State++ - _slicer.Members.Count];
            stack.WriteName(ref writer, name);
            step = UnknownValueSlicer.Instance.Write(ref writer, stack, value);
        }

        return step;
    }

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State <= _slicer.Members.Count)
        {
            _slicer.DescribePosition(in frame, ref path);
        }
        else
        {
            path.Member(_slicer.GetUnknown((T)frame.Target)![frame.State - _slicer.Members.Count - 1].Name.ToString());
        }
    }
}
