using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The unslicer that belongs to an <see cref="InstanceSlicer{T}"/>, for structs, and for classes whose constructor sets members,
/// such as records. An object is built when all constructor arguments are complete; as long as one of them refers back to it, the
/// object is pending (PROTOCOL.md ). Members that are set afterwards may refer back to the object.
/// </summary>
/// <typeparam name="T">The class or struct.</typeparam>
public abstract class ConstructedInstanceUnslicer<T> : DeferredUnslicer<T>
{
    private readonly bool _hasCallbacks = typeof(ISliceCallbacks).IsAssignableFrom(typeof(T));
    private readonly InstanceSlicer<T> _slicer;
    private readonly AttributeCursor<T> _attributes;
    private readonly MeasuredSize _size = new();

    /// <summary>Creates the unslicer of the instances that <paramref name="slicer"/> writes.</summary>
    protected ConstructedInstanceUnslicer(InstanceSlicer<T> slicer)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        _slicer = slicer;
        _attributes = new AttributeCursor<T>(slicer);
    }

    /// <inheritdoc/>
    public sealed override string Expected => _attributes.Expected;

    /// <inheritdoc/>
    public sealed override OpenType? OpenType => _attributes.OpenType;

    /// <inheritdoc/>
    public sealed override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        base.ForOpenType(openType, stack) ?? _slicer.Derived?.Find(openType);

    /// <inheritdoc/>
    public sealed override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) =>
        base.AcceptsReference(reader, type, stack) || _slicer.Derived?.Takes(reader, type) == true;

    /// <inheritdoc/>
    public sealed override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        while (true)
        {
            UnsliceStep step = _attributes.MoveNext(ref reader, ref frame, stack);
            if (step != UnsliceStep.Done)
            {
                return step;
            }

            if (frame.IsClosed)
            {
                return Complete(ref reader, ref frame, stack);
            }

            object? value;
            step = AttributeCursor<T>.ReaderOfChanged(frame) is { } changed
                ? changed.ReadObject(ref reader, stack, out value)
                : _attributes.Current(frame).ReadPart(ref reader, stack, out value);
            if (!TryTakeChild(ref frame, step, value, stack))
            {
                return step;
            }
        }
    }

    /// <inheritdoc/>
    public sealed override void VisitParts(object value, Action<object?, Unslicer> visit) => _attributes.Visit((T)value, visit);

    /// <inheritdoc/>
    public sealed override bool AcceptsNullInside(in UnsliceFrame frame) => _attributes.AcceptsNull(frame);

    /// <inheritdoc/>
    public sealed override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) => _attributes.Describe(frame, ref path);

    /// <summary>Returns a part, or a replacement if the part was not sent.</summary>
    /// <param name="parts">The parts passed to <see cref="DeferredUnslicer{T}.Build"/>.</param>
    /// <param name="number">The number of the member.</param>
    /// <param name="otherwise">The replacement.</param>
    protected static TPart? PartOr<TPart>(IReadOnlyList<object?> parts, int number, TPart? otherwise)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts[number] switch
        {
            DeferredParts => otherwise,
            null => default,
            object part => (TPart)part,
        };
    }

    /// <summary>Returns whether a part was sent.</summary>
    /// <param name="parts">The parts passed to <see cref="DeferredUnslicer{T}.Build"/>.</param>
    /// <param name="number">The number of the member.</param>
    protected static bool HasPart(IReadOnlyList<object?> parts, int number)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts[number] is not DeferredParts;
    }

    /// <summary>
    /// Parts are kept in the order of the members, whatever order they are read in; a missing one is
    /// <see cref="DeferredParts.Absent"/>.
    /// </summary>
    internal sealed override DeferredParts Prepare(DeferredParts parts)
    {
        for (int i = 0; i < _slicer.Members.Count; i++)
        {
            parts.Items.Add(DeferredParts.Absent);
        }

        return parts;
    }

    internal sealed override int Put(ref UnsliceFrame frame, DeferredParts parts, object? part)
    {
        int number = _attributes.Number(frame);
        parts.Items[number] = part;
        AttributeCursor<T>.Next(ref frame);
        return number;
    }

    private protected sealed override MeasuredSize Size => _size;

    private protected sealed override long BytesOfParts(int count) => PartBytes.Each * _slicer.Members.Count;

    // A struct has nothing that could be set afterwards: what was built is a copy.
    private protected sealed override bool IsNeeded(int number) => typeof(T).IsValueType || !_slicer.Members[number].IsSettable;

    private protected sealed override void SetLate(T built, int number, object? part) => _slicer.Members[number].Set(built, part);

    private protected sealed override bool WantsToSettle => _hasCallbacks;

    private protected sealed override void Settle(T built) => ((ISliceCallbacks)built!).AfterUnslicing();
}
