using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Instances with more attributes than their class: by a shape of their own with these attributes after the members (PROTOCOL.md
/// [I-3]); as <c>copyable</c> ([T-11]) in a dialect without shapes, and if the types of these attributes are unknown.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
internal sealed class ExtendedInstanceSlicer<T> : Slicer<T>
{
    private readonly InstanceSlicer<T> _slicer;
    private Shape? _last; // consecutive instances often have the same

    public ExtendedInstanceSlicer(InstanceSlicer<T> slicer)
    {
        _slicer = slicer;
        Kind = SequenceKind.Instance;
        RefusesNulls = slicer.Members.Any(member => !member.IsNullable);
    }

    public override void WriteIndex(ref TokenWriter writer, SlicerStack stack) => _slicer.WriteIndex(ref writer, stack);

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        UnknownAttributes unknown = _slicer.GetUnknown((T)frame.Target)!;
        bool isNamed = !stack.Dialect.HasShapes || !unknown.HasTypes;
        SliceStep step = isNamed ? _slicer.SliceNamed(ref writer, ref frame, stack) : _slicer.SliceEach(ref writer, ref frame, stack);
        while (step == SliceStep.Done && frame.State - _slicer.Members.Count < unknown.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            UnknownAttribute attribute = unknown[frame.State++ - _slicer.Members.Count];
            if (isNamed)
            {
                stack.WriteName(ref writer, attribute.Name);
            }

            step = UnknownValueSlicer.Instance.Write(ref writer, stack, attribute.Value);
        }

        return step;
    }

    public override bool AcceptsNullInside(in SliceFrame frame) =>
        frame.State > _slicer.Members.Count || _slicer.AcceptsNullInside(in frame);

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

    public override Shape? ShapeOf(object value)
    {
        UnknownAttributes unknown = _slicer.GetUnknown((T)value)!;
        if (!unknown.HasTypes)
        {
            return null;
        }

        Shape? last = _last;
        return last is not null && IsOf(last, unknown) ? last : _last = NewShape(unknown);
    }

    private bool IsOf(Shape shape, UnknownAttributes unknown)
    {
        int members = _slicer.Members.Count;
        bool isSame = shape.Attributes.Count == members + unknown.Count;
        for (int i = 0; isSame && i < unknown.Count; i++)
        {
            isSame = shape.Attributes[members + i].Utf8.SequenceEqual(unknown[i].Name.Utf8)
                && shape.Types[members + i].Utf8.SequenceEqual(unknown[i].Type!.Utf8);
        }

        return isSame;
    }

    private Shape NewShape(UnknownAttributes unknown)
    {
        Shape own = _slicer.OwnShape;
        List<VocabularyWord> attributes = [.. own.Attributes];
        List<VocabularyWord> types = [.. own.Types];
        for (int i = 0; i < unknown.Count; i++)
        {
            attributes.Add(unknown[i].Name);
            types.Add(unknown[i].Type!);
        }

        return Shape.OfInstance(own.Name, attributes, types);
    }
}
