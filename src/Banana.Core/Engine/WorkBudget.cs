using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The work that an object causes beyond reading its bytes, which the bytes pay for (PROTOCOL.md [S-3]), in steps of about a
/// nanosecond. A mutable struct, because every top-level object uses it: keep it in a field that is not readonly.
/// </summary>
internal struct WorkBudget
{
    private readonly long _mostAhead;
    private readonly int _stepsPerByte;
    private long _credit; // the steps that are paid for; negative if steps are owed
    private long _paidTo; // the offset up to which bytes have been counted as credit

    /// <summary>Creates the budget for a new stream of a new peer.</summary>
    public WorkBudget(WireLimits limits)
    {
        _mostAhead = limits.MaxWorkAhead;
        _stepsPerByte = limits.MaxWorkPerByte;
        _credit = _mostAhead;
    }

    /// <summary>Whether steps are owed.</summary>
    public readonly bool IsInDebt => _credit < 0;

    /// <summary>Whether steps are owed and the work is limited.</summary>
    public readonly bool IsExceeded => _credit < 0 && IsLimited;

    /// <summary>The refusal of an object that causes more work than its bytes pay for.</summary>
    public readonly Refusal Refusal =>
        new(ViolationCode.TooMuchWork, "more work than its bytes pay for", $"at most {_stepsPerByte} steps a byte (MaxWorkPerByte)");

    private readonly bool IsLimited => _stepsPerByte != int.MaxValue;

    /// <summary>Starts a new stream.</summary>
    /// <param name="isSamePeer">Whether the peer is the same, so that steps owed by its last stream must still be paid for.</param>
    public void Restart(bool isSamePeer)
    {
        _credit = isSamePeer ? _credit : _mostAhead;
        _paidTo = 0;
    }

    /// <summary>Starts an object, which has the credit left by earlier objects, up to the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(long offset)
    {
        Pay(offset);
        _credit = Math.Clamp(_credit, 0, _mostAhead);
        _paidTo = offset; // smaller than before at the start of the next payload
    }

    /// <summary>Adds credit for the bytes up to <paramref name="offset"/>, which have been read.</summary>
    public void Pay(long offset)
    {
        long bytes = offset - _paidTo;
        if (bytes <= 0)
        {
            return;
        }

        _paidTo = offset;
        long credit = Math.Min(bytes, int.MaxValue) * _stepsPerByte; // at most 2^62
        _credit = Math.Min(_credit, long.MaxValue - credit) + credit;
    }

    /// <summary>Spends steps before they are done; false if the credit does not suffice.</summary>
    public bool TrySpend(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (steps <= _credit)
        {
            _credit -= steps;
            return true;
        }

        return steps == 0 || !IsLimited; // steps that are owed stay owed
    }

    /// <summary>Spends steps that cannot be refused. Steps that are owed must be paid for before the next <see cref="TrySpend"/> succeeds.</summary>
    public void Owe(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        _credit -= steps;
    }
}
