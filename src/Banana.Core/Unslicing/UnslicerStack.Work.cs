using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// What an object costs in time beyond its own bytes is paid for by its bytes (PROTOCOL.md [S-3]).
public sealed partial class UnslicerStack
{
    private long _workCredit; // steps that may still be done
    private long _workPaidTo; // the offset up to which bytes have been counted as credit

    /// <summary>
    /// Spends work that is not in proportion to the bytes being read, before it is done: hashing and comparing keys, sorting, moving what
    /// is there already, calling back. In steps of about a nanosecond.
    /// </summary>
    /// <param name="reader">The bytes; those before it pay.</param>
    /// <param name="steps">How much; 0 and up.</param>
    /// <returns>False if the bytes do not pay for it: refuse the object with <see cref="ViolationCode.TooMuchWork"/>.</returns>
    public bool TryWork(ref TokenReader reader, long steps)
    {
        PayWork(reader.Offset);
        return TryWork(steps);
    }

    /// <summary>Like <see cref="TryWork(ref TokenReader, long)"/>, where there is no reader at hand: the bytes counted last pay.</summary>
    public bool TryWork(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (steps <= _workCredit)
        {
            _workCredit -= steps;
            return true;
        }

        return steps == 0 || _limits.MaxWorkPerByte == int.MaxValue; // what is owed stays owed
    }

    /// <summary>
    /// Like <see cref="TryWork(long)"/>, where nothing can be refused: what is owed must be paid before the next work, and by the end of the
    /// top-level object.
    /// </summary>
    /// <param name="steps">How much; 0 and up.</param>
    public void Owe(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        _workCredit -= steps;
    }

    /// <summary>Refuses the top frame's object, because of a key. The unslicer returns what this returns.</summary>
    internal UnsliceStep FailFrame(ref TokenReader reader, KeyFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return FailFrame(ref reader, fault.Code, fault.Found, fault.Expected);
    }

    /// <summary>Refuses the top frame's object, because its bytes do not pay for the work it makes. The unslicer returns what this returns.</summary>
    public UnsliceStep FailWork(ref TokenReader reader) =>
        FailFrame(ref reader, ViolationCode.TooMuchWork, "more work than its bytes pay for", $"at most {_limits.MaxWorkPerByte} steps a byte (MaxWorkPerByte)");

    /// <summary>An object starts: it has what the last ones left, up to the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StartWork(long offset)
    {
        PayWork(offset);
        _workCredit = Math.Clamp(_workCredit, 0, _limits.MaxWorkAhead);
        _workPaidTo = offset; // of the next payload, offsets start again
    }

    /// <summary>At the end of a top-level object or an element nothing may be owed.</summary>
    private Violation? FindDebt(ref TokenReader reader)
    {
        PayWork(reader.Offset);
        return _workCredit >= 0 || _limits.MaxWorkPerByte == int.MaxValue
            ? null
            : NewViolation(
                ref reader, 1, ViolationCode.TooMuchWork, "more work than its bytes pay for", $"at most {_limits.MaxWorkPerByte} steps a byte (MaxWorkPerByte)");
    }

    private void RestartWork(bool isSamePeer)
    {
        _workCredit = isSamePeer ? _workCredit : _limits.MaxWorkAhead;
        _workPaidTo = 0;
    }

    private void PayWork(long offset)
    {
        long bytes = offset - _workPaidTo;
        if (bytes <= 0)
        {
            return;
        }

        _workPaidTo = offset;
        long credit = Math.Min(bytes, int.MaxValue) * _limits.MaxWorkPerByte; // more at once pays for no more than 2^62
        _workCredit = Math.Min(_workCredit, long.MaxValue - credit) + credit;
    }
}
