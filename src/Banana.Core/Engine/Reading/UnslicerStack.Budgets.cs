using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// What one top-level object, or one element of a stream, may cost in memory and time. All of it is counted by these two (PROTOCOL.md [S-3]).
public sealed partial class UnslicerStack
{
    private const int BytesPerNote = 128; // a promise, or an entry of what must wait
    private const int StepsPerNote = 1000;
    private const int StepsPerNoteCharacter = 5;

    private ObjectBudget _budget;
    private WorkBudget _work;

    /// <summary>What the object that is being read, or was read last, has been charged for memory.</summary>
    /// <value>In bytes; see <see cref="WireLimits.MaxManagedBytes"/>.</value>
    public long ManagedBytes => _budget.Spent.Bytes;

    /// <summary>Why an object is refused for which the budget of <see cref="TryCharge"/> is used up.</summary>
    internal Refusal MemoryRefusal => _budget.Refusal;

    /// <summary>Charges memory to the object's budget, before it is allocated.</summary>
    /// <returns>False if the budget is used up: refuse the value with <see cref="ViolationCode.TooMuchMemory"/>.</returns>
    public bool TryCharge(long bytes) => _budget.TryCharge(bytes);

    /// <summary>Charges memory that is there already; if it was too much, the next charge says so.</summary>
    /// <param name="bytes">How much; a negative number gives back.</param>
    public void Charge(long bytes) => _budget.Charge(bytes);

    /// <summary>Gives back what was charged for memory that is no longer held.</summary>
    /// <param name="bytes">How much of what was charged to the same object; not negative.</param>
    public void Refund(long bytes) => _budget.Charge(-bytes);

    /// <summary>
    /// Spends work that is not in proportion to the bytes being read, before it is done: hashing and comparing keys, sorting, moving what
    /// is there already, calling back. In steps of about a nanosecond.
    /// </summary>
    /// <param name="reader">The bytes; those before it pay.</param>
    /// <param name="steps">How much; 0 and up.</param>
    /// <returns>False if the bytes do not pay for it: refuse the object with <see cref="ViolationCode.TooMuchWork"/>.</returns>
    public bool TryWork(ref TokenReader reader, long steps)
    {
        _work.Pay(reader.Offset);
        return _work.TrySpend(steps);
    }

    /// <summary>Like <see cref="TryWork(ref TokenReader, long)"/>, where there is no reader at hand: the bytes counted last pay.</summary>
    public bool TryWork(long steps) => _work.TrySpend(steps);

    /// <summary>
    /// Like <see cref="TryWork(long)"/>, where nothing can be refused: what is owed must be paid before the next work, and by the end of the
    /// top-level object.
    /// </summary>
    /// <param name="steps">How much; 0 and up.</param>
    public void Owe(long steps) => _work.Owe(steps);

    /// <summary>Charges for what is to be done when a promise is kept; see <see cref="Pending.WhenBuilt"/>.</summary>
    internal void ChargeFixUp() => _budget.Charge(BytesPerNote);

    /// <summary>Charges what is kept about an object for later; if it is too much, the next charge says so.</summary>
    private void ChargeNote(string path)
    {
        _budget.Charge(BytesPerNote + (sizeof(char) * (long)path.Length));
        _work.Owe(StepsPerNote + (StepsPerNoteCharacter * (long)path.Length));
    }

    /// <summary>Refuses the value that stands next, because the budget of <see cref="TryCharge"/> is used up.</summary>
    public UnsliceStep RefuseMemory(ref TokenReader reader) => Refuse(ref reader, _budget.Refusal);

    /// <summary>Refuses the top frame's object, because the budget of <see cref="TryCharge"/> is used up.</summary>
    public UnsliceStep FailMemory(ref TokenReader reader) => FailFrame(ref reader, _budget.Refusal);

    /// <summary>Refuses the top frame's object, because its bytes do not pay for the work it makes. The unslicer returns what this returns.</summary>
    public UnsliceStep FailWork(ref TokenReader reader) => FailFrame(ref reader, _work.Refusal);

    /// <summary>The most elements the top frame's collection may have.</summary>
    public int MaxItems => Math.Min(_limits.MaxCollectionItems, MaxStreamItems);

    private string MostItems => MaxStreamItems < _limits.MaxCollectionItems ? $"at most {MaxItems}" : $"at most {MaxItems} (MaxCollectionItems)";

    /// <summary>The most elements the top frame's stream may have: streams are not kept, so that only tasters bound them.</summary>
    public int MaxStreamItems => _isTasting && _frames.Top.Taster is { } taster ? taster.MaxItems : int.MaxValue;

    /// <summary>Whether the top frame's collection may have one more element: its count, then <see cref="TryChargeElement"/>.</summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="frame">The top frame.</param>
    /// <param name="noun">What an element of the collection is called.</param>
    /// <param name="count">How many elements are there.</param>
    /// <param name="bytes">What the element costs.</param>
    /// <param name="step">If the result is false: what the unslicer returns.</param>
    public bool TryAdmitElement(
        ref TokenReader reader, ref UnsliceFrame frame, string noun, int count, long bytes, out UnsliceStep step)
    {
        if (count < MaxItems)
        {
            return TryChargeElement(ref reader, ref frame, count, bytes, out step);
        }

        step = Refuse(ref reader, ViolationCode.CollectionTooLarge, $"{noun} {count + 1L}", MostItems);
        return false;
    }

    /// <summary>Refuses the element that stands next, because the top frame's collection has <see cref="MaxItems"/> already.</summary>
    public UnsliceStep RefuseElement(ref TokenReader reader) => Refuse(
        ref reader, ViolationCode.CollectionTooLarge, "one more element", MostItems);

    /// <summary>
    /// Charges the budget for an element of the top frame's object, once, however often the frame has to wait for it.
    /// </summary>
    /// <param name="reader">The bytes; nothing is charged before the element's header is there.</param>
    /// <param name="frame">The top frame.</param>
    /// <param name="element">How many elements were there before this one.</param>
    /// <param name="bytes">What the element costs.</param>
    /// <param name="step">If the result is false: what the unslicer returns.</param>
    public bool TryChargeElement(
        ref TokenReader reader, ref UnsliceFrame frame, int element, long bytes, out UnsliceStep step)
    {
        step = UnsliceStep.Done;
        if (element < frame.Charged)
        {
            return true;
        }

        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (MustStop(status, header))
        {
            step = Stop(ref reader, status, header);
            return false;
        }

        if (!_budget.TryCharge(bytes))
        {
            step = RefuseMemory(ref reader);
            return false;
        }

        frame.Charged = element + 1;
        return true;
    }

    /// <summary>A new object or element starts here; whatever stood before it is not its own.</summary>
    internal void StartSpending(ref TokenReader reader)
    {
        _budget.Start(reader.Offset, reader.Tokens);
        _work.Start(reader.Offset);
        LookAhead(ref reader);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasBudgetForOpen(int bytes) => _budget.HasRoomForOpen(bytes, _references.Count, _frames.Count);

    private void LookAhead(ref TokenReader reader) =>
        _inspection.SetNearLimit(reader.Remaining > _budget.FindFreeBytes(reader.Offset, reader.Tokens));

    /// <summary>Refuses the value that stands next if it passes the limit of tokens or bytes; the step, or null.</summary>
    private UnsliceStep? RefuseBeyondLimit(ref TokenReader reader, in TokenHeader header, Unslicer position)
    {
        Refusal? refused = _budget.RefuseToken(reader.Tokens);
        if (refused is null && (header.BodyLength == 0 || IsAcceptable(header, position)))
        {
            // What the position refuses for itself, it refuses for its own reason, however much of the body has arrived.
            refused = _budget.RefuseBytes(reader.Offset, header);
        }

        return refused is { } refusal ? Refuse(ref reader, refusal) : null;
    }

    /// <summary>At the end of a top-level object or an element: nothing may be owed, and what was charged when it was there already may have been too much.</summary>
    private Violation? FindOverdraft(ref TokenReader reader)
    {
        _work.Pay(reader.Offset);
        Refusal? refused = _work.IsExceeded ? _work.Refusal : _budget.IsOverdrawn ? _budget.Refusal : null;
        return refused is { } refusal ? NewViolation(ref reader, 1, refusal) : null;
    }
}
