using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// The costs of a top-level object or an element of a stream, which the two budgets count (PROTOCOL.md [S-3]).
public sealed partial class UnslicerStack
{
    private const int BytesPerNote = 128; // a promise, or the entry of a waiting object
    private const int StepsPerNote = 1000;
    private const int StepsPerNoteCharacter = 5;

    private ObjectBudget _budget;
    private WorkBudget _work;

    /// <summary>The memory that has been charged to the current or last object.</summary>
    /// <value>In bytes; see <see cref="WireLimits.MaxManagedBytes"/>.</value>
    public long ManagedBytes => _budget.Spent.Bytes;

    /// <summary>The refusal of an object for which the budget of <see cref="TryCharge"/> is used up.</summary>
    internal Refusal MemoryRefusal => _budget.Refusal;

    /// <summary>Charges memory to the object's budget, before it is allocated.</summary>
    /// <returns>False if the budget is used up: refuse the value with <see cref="ViolationCode.TooMuchMemory"/>.</returns>
    public bool TryCharge(long bytes) => _budget.TryCharge(bytes);

    /// <summary>Charges memory that has already been allocated. If it exceeds the budget, the next charge or the end of the object fails.</summary>
    /// <param name="bytes">The number of bytes; a negative number is a refund.</param>
    public void Charge(long bytes) => _budget.Charge(bytes);

    /// <summary>Refunds memory that was charged to the same object and is no longer held.</summary>
    /// <param name="bytes">The number of bytes; not negative.</param>
    public void Refund(long bytes) => _budget.Charge(-bytes);

    /// <summary>
    /// Spends work that is out of proportion to the bytes being read, before it is done: hashing and comparing keys, sorting, copying,
    /// callbacks.
    /// </summary>
    /// <param name="reader">The reader; the bytes before its position pay.</param>
    /// <param name="steps">The work, in steps of about a nanosecond; 0 and up.</param>
    /// <returns>False if the bytes do not pay for it; refuse the object with <see cref="FailWork"/>.</returns>
    public bool TryWork(ref TokenReader reader, long steps)
    {
        _work.Pay(reader.Offset);
        return _work.TrySpend(steps);
    }

    /// <summary>Like <see cref="TryWork(ref TokenReader, long)"/>, without a reader: the bytes that were last counted pay.</summary>
    public bool TryWork(long steps) => _work.TrySpend(steps);

    /// <summary>
    /// Like <see cref="TryWork(long)"/>, for work that cannot be refused: it must be paid for before the next work, and by the end of the
    /// top-level object or element.
    /// </summary>
    /// <param name="steps">The work, in steps of about a nanosecond; 0 and up.</param>
    public void Owe(long steps) => _work.Owe(steps);

    /// <summary>Charges the memory of a fix-up; see <see cref="Pending.WhenBuilt"/>.</summary>
    internal void ChargeFixUp() => _budget.Charge(BytesPerNote);

    /// <summary>Charges the memory and work of a promise, or of the entry of a waiting object.</summary>
    private void ChargeNote(string path)
    {
        _budget.Charge(BytesPerNote + (sizeof(char) * (long)path.Length));
        _work.Owe(StepsPerNote + (StepsPerNoteCharacter * (long)path.Length));
    }

    /// <summary>Refuses the next value because the budget of <see cref="TryCharge"/> is used up. The unslicer returns the result.</summary>
    public UnsliceStep RefuseMemory(ref TokenReader reader) => Refuse(ref reader, _budget.Refusal);

    /// <summary>Refuses the top frame's object because the budget of <see cref="TryCharge"/> is used up. The unslicer returns the result.</summary>
    public UnsliceStep FailMemory(ref TokenReader reader) => FailFrame(ref reader, _budget.Refusal);

    /// <summary>Refuses the top frame's object because its bytes do not pay for its work. The unslicer returns the result.</summary>
    public UnsliceStep FailWork(ref TokenReader reader) => FailFrame(ref reader, _work.Refusal);

    /// <summary>The largest number of elements of the top frame's collection.</summary>
    public int MaxItems => Math.Min(_limits.MaxCollectionItems, MaxStreamItems);

    private string MostItems => MaxStreamItems < _limits.MaxCollectionItems ? $"at most {MaxItems}" : $"at most {MaxItems} (MaxCollectionItems)";

    /// <summary>The largest number of elements of the top frame's stream, which only tasters limit because streams are not kept in memory.</summary>
    public int MaxStreamItems => _isTasting && _frames.Top.Taster is { } taster ? taster.MaxItems : int.MaxValue;

    /// <summary>Checks the number of elements of the top frame's collection, then charges the next one by <see cref="TryChargeElement"/>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="frame">The top frame.</param>
    /// <param name="noun">The noun for an element of the collection.</param>
    /// <param name="count">The number of elements before this one.</param>
    /// <param name="bytes">The memory of the element, in bytes.</param>
    /// <param name="step">The step that the unslicer returns if the result is false.</param>
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

    /// <summary>Refuses the next element because the top frame's collection already has <see cref="MaxItems"/>.</summary>
    public UnsliceStep RefuseElement(ref TokenReader reader) => Refuse(
        ref reader, ViolationCode.CollectionTooLarge, "one more element", MostItems);

    /// <summary>
    /// Charges the memory of an element of the top frame's object. An element is charged only once, however often this is called for
    /// it.
    /// </summary>
    /// <param name="reader">The reader; nothing is charged before the element's header has arrived.</param>
    /// <param name="frame">The top frame.</param>
    /// <param name="element">The number of elements before this one.</param>
    /// <param name="bytes">The memory of the element, in bytes.</param>
    /// <param name="step">The step that the unslicer returns if the result is false.</param>
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

    /// <summary>Starts the budgets of the next object or element.</summary>
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

    /// <summary>Refuses the next value if it exceeds the limit of tokens or bytes, and returns the step; null if it does not.</summary>
    private UnsliceStep? RefuseBeyondLimit(ref TokenReader reader, in TokenHeader header, Unslicer position)
    {
        Refusal? refused = _budget.RefuseToken(reader.Tokens);
        if (refused is null && (header.BodyLength == 0 || IsAcceptable(header, position)))
        {
            // A token that the position itself does not accept is refused for that reason, however much of its body has arrived.
            refused = _budget.RefuseBytes(reader.Offset, header);
        }

        return refused is { } refusal ? Refuse(ref reader, refusal) : null;
    }

    /// <summary>Returns why a top-level object or an element is refused at its end, because of work or memory beyond the limits; null if it is not.</summary>
    private Violation? FindOverdraft(ref TokenReader reader)
    {
        _work.Pay(reader.Offset);
        Refusal? refused = _work.IsExceeded ? _work.Refusal : _budget.IsOverdrawn ? _budget.Refusal : null;
        return refused is { } refusal ? NewViolation(ref reader, _frames.Count, refusal) : null;
    }
}
