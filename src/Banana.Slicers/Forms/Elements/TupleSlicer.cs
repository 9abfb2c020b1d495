using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Tuples of any arity: <c>OPEN tuple value* CLOSE</c> (PROTOCOL.md [T-10]).</summary>
internal sealed class TupleSlicer : Slicer<ObjectTuple>
{
    internal const string Name = "tuple";

    internal static readonly VocabularyWord Word = new(Name);

    internal TupleSlicer()
    {
        IndexWord = Word;
        Kind = SequenceKind.Tuple;
    }

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(Name, null);

    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ObjectTuple tuple = (ObjectTuple)frame.Target;
        if (tuple.Count > stack.MaxItems)
        {
            return stack.FailItems(tuple.Count);
        }

        while (frame.State < tuple.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = stack.WriteObject(ref writer, tuple[frame.State++]);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}
