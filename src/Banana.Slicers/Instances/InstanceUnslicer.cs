using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The unslicer that belongs to an <see cref="InstanceSlicer{T}"/>, for classes that are created empty and then filled: instances
/// can be referred to from their OPEN on. Attributes may arrive in any order. Unknown attributes are skipped; repeated and
/// missing required ones are refused.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
public abstract class InstanceUnslicer<T> : Unslicer<T>, ILinkable
    where T : class
{
    private readonly bool _hasCallbacks = typeof(ISliceCallbacks).IsAssignableFrom(typeof(T));
    private readonly InstanceSlicer<T> _slicer;
    private readonly AttributeCursor<T> _attributes;
    private bool _hasTasters;
    private bool _areTokensBuiltIn = true;
    private readonly MeasuredSize _size = new();
    private bool _canBePlain; // no callbacks, no tasters, nothing out of the ordinary
    private bool _isPlain; // and it is known what an object takes in memory

    /// <summary>Creates the unslicer of the instances that <paramref name="slicer"/> writes.</summary>
    protected InstanceUnslicer(InstanceSlicer<T> slicer)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        _slicer = slicer;
        _attributes = new AttributeCursor<T>(slicer);
    }

    /// <inheritdoc/>
    public sealed override string Expected => _attributes.Expected;

    /// <inheritdoc/>
    public sealed override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public sealed override OpenType? OpenType => _attributes.OpenType;

    /// <summary>The shape of the class.</summary>
    protected Shape OwnShape => _slicer.OwnShape;

    /// <summary>Whether <see cref="ReceiveOwn"/> alone reads instances of the class's own shape.</summary>
    protected bool IsPlain => _isPlain;

    /// <summary>
    /// Returns the generated unslicer of a member; null if another one is registered, so that all members must be called one by
    /// one.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TUnslicer? Own<TUnslicer>(Unslicer unslicer)
        where TUnslicer : Unslicer
    {
        _areTokensBuiltIn &= unslicer is TUnslicer;
        return unslicer as TUnslicer;
    }

    /// <inheritdoc/>
    public sealed override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        base.ForOpenType(openType, stack) ?? _slicer.Derived?.Find(openType);

    /// <inheritdoc/>
    public sealed override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) =>
        base.AcceptsReference(reader, type, stack) || _slicer.Derived?.Takes(reader, type) == true;

    /// <summary>Called once, when the types of the members can be resolved.</summary>
    /// <param name="types">The registry.</param>
    protected virtual void Link(SliceableTypeRegistry types)
    {
    }

    void ILinkable.Link(SliceableTypeRegistry types)
    {
        ArgumentNullException.ThrowIfNull(types);
        _areTokensBuiltIn = types.AreTokensBuiltIn;
        Link(types);
        _hasTasters = _slicer.Members.Any(member => member.Taster is not null);
        _canBePlain = _areTokensBuiltIn && !_hasTasters && !_hasCallbacks;
        _isPlain = _canBePlain && _size.IsKnown;
    }

    /// <summary>Creates an empty object by a constructor.</summary>
    protected abstract T Create();

    /// <inheritdoc/>
    public sealed override object Begin(UnslicerStack stack)
    {
        T made = _size.IsKnown ? Create() : CreateMeasured(stack);
        if (_hasCallbacks)
        {
            ((ISliceCallbacks)made).BeforeUnslicing();
        }

        return made;
    }

    private T CreateMeasured(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        MeasuredSize.Mark before = MeasuredSize.Start();
        T made = Create();
        stack.Charge(_size.Add(before) - BytesPerObject);
        BytesPerObject = _size.Least;
        _isPlain = _canBePlain && _size.IsKnown;
        return made;
    }

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.TryEnterShaped(ref reader, this, _slicer.OwnShape))
        {
            value = _isPlain ? Create() : (T)Begin(stack);
            ref UnsliceFrame frame = ref stack.Publish(value);
            return stack.Leave(_isPlain ? ReceiveOwn(ref reader, ref frame, stack) : Receive(ref reader, ref frame, stack));
        }

        if (stack.TryTakeReference(ref reader, this, out object? known))
        {
            value = (T)known;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    /// <inheritdoc/>
    public sealed override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        UnsliceStep step = !_hasTasters && _areTokensBuiltIn && _attributes.IsOwn(ref frame, stack)
            ? ReceiveOwn(ref reader, ref frame, stack)
            : ReceiveAny(ref reader, ref frame, stack);
        if (_hasCallbacks && step == UnsliceStep.Done)
        {
            stack.DeferCompletion(ref frame, frame.Target!);
        }

        return step;
    }

    /// <summary>Reads the values of the members in their own order, starting at <see cref="UnsliceFrame.State"/>, and the CLOSE.</summary>
    protected virtual UnsliceStep ReceiveOwn(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack) =>
        ReceiveAny(ref reader, ref frame, stack);

    /// <summary>Registers a member whose value is not built yet, so that it is set later, and advances to the next member.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool TryWait(UnsliceStep step, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (step != UnsliceStep.Pending)
        {
            return false;
        }

        TakePendingChild(ref frame, stack.TakePending(), stack);
        return true;
    }

    /// <inheritdoc/>
    public sealed override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        if (_attributes.Number(frame) < 0)
        {
            _attributes.UnknownOf(frame).Add(child);
        }
        else
        {
            _attributes.Current(frame).Set((T)frame.Target!, child);
        }

        AttributeCursor<T>.Next(ref frame);
    }

    /// <inheritdoc/>
    public sealed override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        int number = _attributes.Number(frame);
        child.WhenBuilt(this, frame.Target!, number < 0 ? ~_attributes.UnknownOf(frame).Add(null) : number);
        AttributeCursor<T>.Next(ref frame);
    }

    /// <inheritdoc/>
    public sealed override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack)
    {
        if (slot < 0)
        {
            _slicer.GetUnknown((T)target)!.Replace(~slot, value);
        }
        else
        {
            _attributes[slot].Set((T)target, value);
        }
    }

    /// <inheritdoc/>
    internal sealed override bool TryComplete(object target, UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault)
    {
        fault = null;
        ((ISliceCallbacks)target).AfterUnslicing();
        return true;
    }

    /// <inheritdoc/>
    public sealed override void VisitParts(object value, Action<object?, Unslicer> visit) => _attributes.Visit((T)value, visit);

    /// <inheritdoc/>
    public sealed override bool AcceptsNullInside(in UnsliceFrame frame) => _attributes.AcceptsNull(frame);

    /// <inheritdoc/>
    public sealed override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) => _attributes.Describe(frame, ref path);

    private UnsliceStep ReceiveAny(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        T owner = (T)frame.Target!;
        while (true)
        {
            UnsliceStep step = _attributes.MoveNext(ref reader, ref frame, stack);
            if (step != UnsliceStep.Done || frame.IsClosed)
            {
                return step;
            }

            step = _attributes.Number(frame) < 0 ? ReadUnknown(ref reader, ref frame, stack)
                : AttributeCursor<T>.ReaderOfChanged(frame) is { } changed ? ReadChanged(ref reader, ref frame, stack, changed)
                : _attributes.Current(frame).Read(ref reader, stack, owner);
            switch (step)
            {
                case UnsliceStep.Done:
                    AttributeCursor<T>.Next(ref frame);
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    break;
                default:
                    return step;
            }
        }
    }

    private UnsliceStep ReadChanged(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack, Unslicer changed)
    {
        UnsliceStep step = changed.ReadObject(ref reader, stack, out object? value);
        if (step == UnsliceStep.Done)
        {
            _attributes.Current(frame).Set((T)frame.Target!, value);
        }

        return step;
    }

    private UnsliceStep ReadUnknown(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        UnsliceStep step = UnknownValueUnslicer.PassedOver.Read(ref reader, stack, out object? value);
        if (step == UnsliceStep.Done)
        {
            _attributes.UnknownOf(frame).Add(value);
        }

        return step;
    }
}
