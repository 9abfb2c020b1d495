using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The reading half of <see cref="InstanceSlicer{T}"/>, for classes whose constructor takes all they are made of, such as records.
/// They are built at the end, or, while they lead back to themselves, promised (PROTOCOL.md ).
/// </summary>
/// <typeparam name="T">The class.</typeparam>
public abstract class BuiltInstanceUnslicer<T> : DeferredUnslicer<T>
    where T : class
{
    private readonly InstanceSlicer<T> _slicer;
    private readonly Attributes<T> _attributes;

    /// <summary>Reads what <paramref name="slicer"/> writes.</summary>
    protected BuiltInstanceUnslicer(InstanceSlicer<T> slicer)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        _slicer = slicer;
        _attributes = new Attributes<T>(slicer);
    }

    /// <inheritdoc/>
    public sealed override string Expected => _attributes.Expected;

    /// <inheritdoc/>
    public sealed override OpenType? OpenType => _attributes.OpenType;

    /// <inheritdoc/>
    public sealed override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        while (true)
        {
            UnsliceStep named = _attributes.ReadName(ref reader, ref frame, stack);
            if (named != UnsliceStep.Done)
            {
                return named;
            }

            if (frame.IsClosed)
            {
                return Complete(ref reader, ref frame, stack);
            }

            UnsliceStep step = _attributes.Current(frame).ReadPart(ref reader, stack, out object? value);
            if (!TryTake(ref frame, step, value, stack))
            {
                return step;
            }
        }
    }

    /// <inheritdoc/>
    public sealed override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) => _attributes.Describe(frame, ref path);

    /// <summary>Parts stand in the order of the members, whatever order they come in; an optional one that does not come is null.</summary>
    internal sealed override DeferredParts Prepare(DeferredParts parts)
    {
        parts.Items.AddRange(new object?[_slicer.Members.Count]);
        return parts;
    }

    internal sealed override int Put(ref UnsliceFrame frame, DeferredParts parts, object? part)
    {
        int number = Attributes<T>.Number(frame);
        parts.Items[number] = part;
        Attributes<T>.Next(ref frame);
        return number;
    }
}
