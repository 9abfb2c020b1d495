using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// What an object costs in time beyond its own bytes, which its bytes pay for (PROTOCOL.md [S-3]); in steps of about a nanosecond. A struct, because
/// every top-level object settles it.
/// </summary>
internal struct WorkBudget
{
    private readonly long _mostAhead;
    private readonly int _stepsPerByte;
    private long _credit; // steps that may still be done; what is owed is negative
    private long _paidTo; // the offset up to which bytes have been counted as credit

    /// <summary>A new stream of a new peer.</summary>
    public WorkBudget(WireLimits limits)
    {
        _mostAhead = limits.MaxWorkAhead;
        _stepsPerByte = limits.MaxWorkPerByte;
        _credit = _mostAhead;
    }

    /// <summary>Whether anything is owed.</summary>
    public readonly bool IsInDebt => _credit < 0;

    /// <summary>Whether more is owed than may be.</summary>
    public readonly bool IsExceeded => _credit < 0 && IsLimited;

    /// <summary>Why an object is refused that makes more work than its bytes pay for.</summary>
    public readonly Refusal Refusal =>
        new(ViolationCode.TooMuchWork, "more work than its bytes pay for", $"at most {_stepsPerByte} steps a byte (MaxWorkPerByte)");

    private readonly bool IsLimited => _stepsPerByte != int.MaxValue;

    /// <summary>A new stream.</summary>
    /// <param name="isSamePeer">Whether what its last one owes is still to be paid for.</param>
    public void Restart(bool isSamePeer)
    {
        _credit = isSamePeer ? _credit : _mostAhead;
        _paidTo = 0;
    }

    /// <summary>An object starts: it has what the last ones left, up to the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(long offset)
    {
        Pay(offset);
        _credit = Math.Clamp(_credit, 0, _mostAhead);
        _paidTo = offset; // of the next payload, offsets start again
    }

    /// <summary>The bytes up to <paramref name="offset"/> have been read: they pay.</summary>
    public void Pay(long offset)
    {
        long bytes = offset - _paidTo;
        if (bytes <= 0)
        {
            return;
        }

        _paidTo = offset;
        long credit = Math.Min(bytes, int.MaxValue) * _stepsPerByte; // more at once pays for no more than 2^62
        _credit = Math.Min(_credit, long.MaxValue - credit) + credit;
    }

    /// <summary>Spends steps before they are done; false if they are not paid for.</summary>
    public bool TrySpend(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (steps <= _credit)
        {
            _credit -= steps;
            return true;
        }

        return steps == 0 || !IsLimited; // what is owed stays owed
    }

    /// <summary>Spends steps that cannot be refused: what is owed must be paid before the next work.</summary>
    public void Owe(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        _credit -= steps;
    }
}
