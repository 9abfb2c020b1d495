using System.Runtime.CompilerServices;
using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

// What one top-level object, or one element of a stream, may cost. All of it is counted here (PROTOCOL.md [S-3]).
public sealed partial class UnslicerStack
{
    private const int BytesPerOpen = 64; // the entry in the tables, old and new while they grow, and a gap between two of them
    private const int BytesPerNote = 128; // a promise, or an entry of what must wait
    private const int StepsPerNote = 1000;
    private const int StepsPerNoteCharacter = 5;
    private const int FreeDepth = 32; // frames that are there whatever is read

    private static readonly int s_bytesPerFrame = Unsafe.SizeOf<UnsliceFrame>();

    private Spent _spent;
    private int _paidDepth; // how many frames have been charged for
    private bool _isOverBudget; // whether the value that is being read could not be charged

    /// <summary>What the object has cost so far, and where it began.</summary>
    private struct Spent
    {
        public long FirstOffset;
        public long FirstToken;
        public long ManagedBytes;
        public int Objects;
    }

    /// <summary>What the object that is being read, or was read last, has been charged for memory.</summary>
    /// <value>In bytes; see <see cref="WireLimits.MaxManagedBytes"/>.</value>
    public long ManagedBytes => _spent.ManagedBytes;

    /// <summary>Charges memory to the object's budget, before it is allocated.</summary>
    /// <returns>False if the budget is used up: refuse the value with <see cref="ViolationCode.TooMuchMemory"/>.</returns>
    public bool TryCharge(long bytes)
    {
        long sum = unchecked(_spent.ManagedBytes + bytes);
        if (sum > _limits.MaxManagedBytes || sum < 0)
        {
            _isOverBudget = true;
            return false;
        }

        _spent.ManagedBytes = sum;
        return true;
    }

    /// <summary>Charges memory that is there already; if it was too much, the next charge says so.</summary>
    /// <param name="bytes">How much; a negative number gives back.</param>
    public void Charge(long bytes) => _spent.ManagedBytes += bytes;

    /// <summary>Gives back what was charged for memory that is no longer held.</summary>
    /// <param name="bytes">How much of what was charged to the same object; not negative.</param>
    public void Refund(long bytes) => _spent.ManagedBytes -= bytes;

    /// <summary>Charges what is kept about an object for later; if it is too much, the next charge says so.</summary>
    private void ChargeNote(string path)
    {
        _spent.ManagedBytes += BytesPerNote + (sizeof(char) * (long)path.Length);
        Owe(StepsPerNote + (StepsPerNoteCharacter * (long)path.Length));
    }

    /// <summary>Charges for what is to be done when a promise is kept; see <see cref="Pending.WhenBuilt"/>.</summary>
    internal void ChargeFixUp() => _spent.ManagedBytes += BytesPerNote;

    /// <summary>Refuses the value that stands next, because the budget of <see cref="TryCharge"/> is used up.</summary>
    public UnsliceStep RefuseMemory(ref TokenReader reader) => Refuse(
        ref reader, ViolationCode.TooMuchMemory, BeyondBudget, MostBytes);

    /// <summary>Refuses the top frame's object, because the budget of <see cref="TryCharge"/> is used up.</summary>
    public UnsliceStep FailMemory(ref TokenReader reader) => FailFrame(
        ref reader, ViolationCode.TooMuchMemory, BeyondBudget, MostBytes);

    internal const string BeyondBudget = "an object beyond the memory budget";

    internal string MostBytes => $"at most {_limits.MaxManagedBytes} bytes (MaxManagedBytes)";

    /// <summary>At the end of a top-level object or an element: what was charged when it was there already may have been too much.</summary>
    private Violation? FindOverdraft(ref TokenReader reader) =>
        _spent.ManagedBytes <= _limits.MaxManagedBytes ? null : NewViolation(ref reader, 1, ViolationCode.TooMuchMemory, BeyondBudget, MostBytes);

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

        if (!TryCharge(bytes))
        {
            step = RefuseMemory(ref reader);
            return false;
        }

        frame.Charged = element + 1;
        return true;
    }

    /// <summary>Whether one more sequence fits every budget, so that it can be counted without asking further.</summary>
    /// <param name="bytes">What its object costs; not negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasBudgetForOpen(int bytes)
    {
        WireLimits limits = _limits;
        return _spent.Objects < limits.MaxObjects
            && _references.Count < limits.MaxReferences
            && unchecked(_spent.ManagedBytes + bytes) <= unchecked(limits.MaxManagedBytes - BytesPerOpen) // all are positive
            && _frames.Count <= _paidDepth;
    }

    private void CountOpen(int bytes)
    {
        unchecked // both have been compared with their limits
        {
            _spent.ManagedBytes += BytesPerOpen + (long)bytes;
            _spent.Objects++;
        }
    }

    /// <summary>Charges for the next frames, in the steps in which their memory grows; false if the budget is used up.</summary>
    private bool TryPayDepth()
    {
        while (_frames.Count > _paidDepth)
        {
            int more = Math.Min(_paidDepth, SegmentedStack<UnsliceFrame>.LargestSegment);
            if (!TryCharge((long)more * s_bytesPerFrame))
            {
                return false;
            }

            _paidDepth = Math.Min(_paidDepth + more, _limits.MaxDepth);
        }

        return true;
    }

    /// <summary>Refuses the OPEN that stands next if there is no budget for it; the step, or null.</summary>
    private UnsliceStep? RefuseOpen(ref TokenReader reader)
    {
        if (_frames.Count > _limits.MaxDepth)
        {
            return Refuse(
                ref reader, ViolationCode.TooDeep, $"a sequence {_frames.Count} levels deep", $"at most {_limits.MaxDepth} (MaxDepth)");
        }

        if (_spent.Objects >= _limits.MaxObjects)
        {
            return Refuse(ref reader, ViolationCode.TooManyObjects, "one more object", $"at most {_limits.MaxObjects} (MaxObjects)");
        }

        if (_references.Count >= _limits.MaxReferences)
        {
            return Refuse(
                ref reader, ViolationCode.TooManyReferences, "one more object to refer to", $"at most {_limits.MaxReferences} (MaxReferences)");
        }

        return TryPayDepth() && HasBudgetForOpen(0) ? null : RefuseMemory(ref reader);
    }

    /// <summary>A new object or element starts here; whatever stood before it is not its own.</summary>
    internal void StartSpending(ref TokenReader reader)
    {
        _spent = new Spent { FirstOffset = reader.Offset, FirstToken = reader.Tokens };
        _paidDepth = Math.Min(FreeDepth, _limits.MaxDepth);
        StartWork(reader.Offset);
        LookAhead(ref reader);
    }

    /// <summary>
    /// Tokens and bytes need not be looked at one by one as long as all that has arrived is within their limits: a token has a byte at
    /// least.
    /// </summary>
    private void LookAhead(ref TokenReader reader)
    {
        long limit = Math.Min(
            _limits.MaxWireBytes - (reader.Offset - _spent.FirstOffset),
            _limits.MaxTokens - (reader.Tokens - _spent.FirstToken));
        _inspection.SetNearLimit(reader.Remaining > limit);
    }

    /// <summary>Refuses the value that stands next if it passes the limit of tokens or bytes; the step, or null.</summary>
    private UnsliceStep? RefuseBeyondLimit(ref TokenReader reader, in TokenHeader header, Unslicer position)
    {
        if (reader.Tokens - _spent.FirstToken >= _limits.MaxTokens)
        {
            return Refuse(ref reader, ViolationCode.TooManyTokens, "one more token", $"at most {_limits.MaxTokens} tokens (MaxTokens)");
        }

        // What the position refuses for itself, it refuses for its own reason, however much of the body has arrived.
        return IsBeyondWireBytes(ref reader, header) && (header.BodyLength == 0 || IsAcceptable(header, position))
            ? RefuseWireBytes(ref reader, header)
            : null;
    }

    private bool IsBeyondWireBytes(ref TokenReader reader, in TokenHeader header)
    {
        long left = _limits.MaxWireBytes - (reader.Offset - _spent.FirstOffset) - header.Length;
        return left < 0 || header.BodyLength > (ulong)left;
    }

    private UnsliceStep RefuseWireBytes(ref TokenReader reader, in TokenHeader header) => Refuse(
        ref reader, ViolationCode.TooManyBytes, header.Describe(), $"at most {_limits.MaxWireBytes} bytes on the wire (MaxWireBytes)");
}
