using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Reads objects that can only be built from all of their parts: tuples, records, read-only and immutable collections. While a
/// part is incomplete, because it refers back to the object itself, the object is pending (PROTOCOL.md ). Collections that
/// are created empty and take elements only at the end, such as a queue, exist from their OPEN on, and are filled when the last
/// part is complete.
/// </summary>
/// <typeparam name="T">The type of the objects.</typeparam>
public abstract class DeferredUnslicer<T> : Unslicer<T>
{
    private const int BytesPerParts = 168; // the list of them, with room for four

    /// <summary>Initializes <see cref="Unslicer.BytesPerObject"/> with the cost of holding the parts; derived classes add to it.</summary>
    protected DeferredUnslicer()
        : this(bytes: 0)
    {
    }

    private protected DeferredUnslicer(int bytes)
    {
        BytesPerObject = BytesPerParts + bytes;
    }

    /// <inheritdoc/>
    public override ReferenceKind References =>
        IsFilled ? ReferenceKind.AtOpen : typeof(T).IsValueType ? ReferenceKind.None : ReferenceKind.AtClose;

    /// <summary>Builds the object from its parts, all of which are complete.</summary>
    /// <param name="parts">The parts, in the order in which they were added. Valid during the call only.</param>
    protected abstract T Build(IReadOnlyList<object?> parts);

    /// <inheritdoc/>
    public sealed override object Begin(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        stack.Charge(BytesOfParts(count: 0));
        return IsFilled ? Create()! : Prepare(new DeferredParts { Charged = BytesPerObject });
    }

    /// <inheritdoc/>
    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) => Put(ref frame, Parts(ref frame), child);

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        DeferredParts parts = Parts(ref frame);
        int slot = Put(ref frame, parts, null);
        child.WhenBuilt(this, parts, slot);
        parts.Missing += IsNeeded(slot) ? 1 : 0;
    }

    /// <inheritdoc/>
    public sealed override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        DeferredParts parts = (DeferredParts)target;
        parts.Items[slot] = value;
        if (!IsNeeded(slot))
        {
            if (parts.Built is { } built)
            {
                SetLate((T)built, slot, value);
            }

            return; // else it is set when the object is built
        }

        if (--parts.Missing > 0 || (parts.Promise is null && parts.Filled is null))
        {
            return;
        }

        if (NeedsHashes)
        {
            if (parts.IsGraphComplete)
            {
                stack.RetryCompletion(parts.Ticket);
            }
        }
        else if (!TryFinish(parts, stack, out T? late, out KeyFault? fault))
        {
            stack.Break(parts.Promise, fault);
        }
        else if (parts.Promise is { } promise)
        {
            stack.Build(promise, late!);
            if (WantsToSettle)
            {
                parts.Settling = late;
                if (parts.IsGraphComplete)
                {
                    stack.RetryCompletion(parts.Ticket);
                }
            }
        }
    }

    /// <inheritdoc/>
    internal sealed override bool TryComplete(object target, UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault)
    {
        ArgumentNullException.ThrowIfNull(stack);
        DeferredParts parts = (DeferredParts)target;
        parts.IsGraphComplete = true;
        fault = null;
        if (parts.Settling is { } settling)
        {
            Settle((T)settling);
            return true;
        }

        if (parts.Missing > 0 || !NeedsHashes)
        {
            return true; // its turn comes again, or the object cannot be built at all
        }

        if (!TryFinish(parts, stack, out T? built, out fault))
        {
            return false;
        }

        if (parts.Promise is { } promise)
        {
            stack.Build(promise, built!);
        }

        return true;
    }

    /// <summary>Builds the object when its sequence has closed, or suspends it until its last part is complete.</summary>
    protected UnsliceStep Complete(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        DeferredParts parts = Parts(ref frame);
        if (parts.Missing == 0 && HasHashes(parts.Items, stack))
        {
            if (NeedsHashes)
            {
                stack.TryWork(ref reader, 0); // the bytes so far pay
            }

            parts.Filled = IsFilled ? frame.Target : null;
            if (!TryFinish(parts, stack, out T? built, out KeyFault? fault))
            {
                return stack.FailFrame(ref reader, fault);
            }

            frame.Target = built;
            if (WantsToSettle)
            {
                parts.Settling = built;
                stack.DeferCompletion(ref frame, parts);
            }
            else
            {
                stack.Refund(BytesPerParts + BytesOfParts(parts.Items.Count));
            }

            return UnsliceStep.Done;
        }

        UnsliceStep step = UnsliceStep.Done;
        if (IsFilled)
        {
            parts.Filled = frame.Target;
        }
        else
        {
            step = stack.Suspend(ref frame, out Pending pending);
            parts.Promise = pending;
        }

        if (NeedsHashes || WantsToSettle)
        {
            parts.Ticket = stack.DeferCompletion(ref frame, parts);
        }

        return step;
    }

    /// <summary>Builds the object, or fills an existing one, when all parts are complete, at once or later.</summary>
    private bool TryFinish(DeferredParts parts, UnslicerStack stack, out T? built, [NotNullWhen(false)] out KeyFault? fault)
    {
        built = parts.Filled is { } filled ? (T)filled : default;
        fault = NeedsHashes ? RefuseKeys(parts.Items, stack) : null;
        fault ??= stack.TryCharge(0) ? null : KeyFault.Memory(stack);
        if (fault is not null)
        {
            return false;
        }

        MeasuredSize.Mark before = MeasuredSize.Start();
        try
        {
            if (IsFilled ? !TryFill(built!, parts.Items, out fault) : !TryBuild(parts.Items, out built, out fault))
            {
                return false;
            }
        }
        catch (Exception thrown) when (
            UserCode.IsRecoverable(thrown) && (fault = Explain(thrown, parts.Items)) is not null)
        {
            return false;
        }

        parts.Built = built;
        if (Size is { } size) // others may have been measured since it began
        {
            stack.Charge(BytesPerParts + size.Add(before) - parts.Charged);
            BytesPerObject = BytesPerParts + size.Least;
        }

        return true;
    }

    /// <summary>
    /// The measured size of objects: the minimum is charged before an object is built, and its actual size afterwards; null if
    /// the size is declared.
    /// </summary>
    private protected virtual MeasuredSize? Size => null;

    /// <summary>
    /// What the parts themselves take while they wait for the object, and that it gives back when it is there: charged at the OPEN for parts
    /// whose number is known, by <see cref="Unslicer.Receive"/> for others.
    /// </summary>
    /// <param name="count">How many have come.</param>
    private protected virtual long BytesOfParts(int count) => 0;

    /// <summary>Whether the object cannot be made without this part; others are set when they come.</summary>
    private protected virtual bool IsNeeded(int number) => true;

    /// <summary>Sets a part that came after the object was built.</summary>
    private protected virtual void SetLate(T built, int number, object? part)
    {
    }

    /// <summary>Whether <see cref="Settle"/> is called.</summary>
    private protected virtual bool WantsToSettle => false;

    /// <summary>The graph is complete.</summary>
    private protected virtual void Settle(T built)
    {
    }

    /// <summary>Whether the object is made empty by <see cref="Create"/> and filled by <see cref="TryFill"/>, rather than built.</summary>
    private protected virtual bool IsFilled => false;

    /// <summary>Makes the empty object.</summary>
    private protected virtual T Create() => throw new NotSupportedException("This object is built from its parts; it cannot be created empty and filled.");

    /// <summary>Fills the object.</summary>
    private protected virtual bool TryFill(T target, IReadOnlyList<object?> parts, [NotNullWhen(false)] out KeyFault? fault) =>
        throw new NotSupportedException("This object is built from its parts; it cannot be created empty and filled.");

    /// <summary>Whether the parts are hashed when the object is built, so that what they reach must be complete (PROTOCOL.md ).</summary>
    private protected virtual bool NeedsHashes => false;

    /// <summary>Whether the hashes of the parts are final now.</summary>
    private protected virtual bool HasHashes(IReadOnlyList<object?> parts, UnslicerStack stack) => true;

    /// <summary>Returns the fault of parts that are keys, before any of them is hashed or compared, or null.</summary>
    private protected virtual KeyFault? RefuseKeys(IReadOnlyList<object?> parts, UnslicerStack stack) => null;

    /// <summary>Builds the object.</summary>
    private protected virtual bool TryBuild(IReadOnlyList<object?> parts, out T? built, [NotNullWhen(false)] out KeyFault? fault)
    {
        built = Build(parts);
        fault = null;
        return true;
    }

    /// <summary>Returns the fault of parts that the framework rejected by an exception; null if user code may have thrown it.</summary>
    private protected virtual KeyFault? Explain(Exception thrown, IReadOnlyList<object?> parts) => null;

    internal virtual DeferredParts Prepare(DeferredParts parts) => parts;

    /// <summary>Puts a part where it belongs, advances the state, and says where it was put.</summary>
    internal virtual int Put(ref UnsliceFrame frame, DeferredParts parts, object? part)
    {
        parts.Items.Add(part);
        return parts.Items.Count - 1;
    }

    // The parts are the target until the object is built, or the cursor of an existing object.
    private protected DeferredParts Parts(ref UnsliceFrame frame) =>
        IsFilled ? (DeferredParts)(frame.Cursor ??= Prepare(new DeferredParts { Charged = BytesPerObject })) : (DeferredParts)frame.Target!;

    /// <summary>How many parts have come; for messages.</summary>
    private protected IReadOnlyList<object?> PartsSoFar(in UnsliceFrame frame) =>
        (IsFilled ? frame.Cursor : frame.Target) is DeferredParts parts ? parts.Items : [];
}
