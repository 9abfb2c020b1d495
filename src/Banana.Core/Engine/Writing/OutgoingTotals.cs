using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// What one top-level object, or one element of a stream, costs a reader with the same limits (PROTOCOL.md [S-3]). Totals are checked when the output
/// is flushed, and at the end. A mutable struct, so that looking at them costs no more than looking at a field.
/// </summary>
internal struct OutgoingTotals
{
    private const int BytesPerOpen = 64; // as the reader charges them
    private const int BytesPerText = 32;
    private const int LongestFixed = 16; // the longest integer of a fixed size; only larger ones are asked for theirs
    private const long FewTokens = 1 << 20;

    private readonly WireLimits _limits;
    private readonly bool _keepsReferences;
    private readonly bool _countsTokens; // from the first on
    private readonly long _freeBytes; // an object that takes no more is within all limits
    private long _bytesToLook; // the same for the object at hand
    private long _bytesBefore; // of this object, by other writers; less what this writer wrote for others
    private long _bytesUncounted; // how many had been written when counting tokens began; -1 before
    private long _charged;
    private ulong _firstOpen;
    private ulong _firstReference;
    private TokenTally? _tally; // when tokens are counted for the first time
    private bool _isSpent;

    /// <param name="limits">The reader's.</param>
    /// <param name="references">How long objects can be referred to.</param>
    public OutgoingTotals(WireLimits limits, ReferenceScope references)
    {
        _limits = limits;
        _keepsReferences = references != ReferenceScope.None;
        bool countsIntegers = limits.MaxIntegerBytes < LongestFixed;
        _countsTokens = countsIntegers || limits.MaxTokens < FewTokens || limits.MaxTokens / 4 < LongestToken(limits);
        bool addsUp = references == ReferenceScope.Connection; // references do, from object to object
        _freeBytes = countsIntegers || addsUp ? -1 : FindFreeBytes(limits);
        BytesBetweenLooks = Math.Clamp(FindFreeBytes(limits) / 16, 1, 1 << 20);
        Forget();
    }

    /// <summary>Whether a total is exceeded, or a body is too long: no parent can absorb that.</summary>
    public readonly bool IsSpent => _isSpent;

    /// <summary>The number of bytes after which totals should be looked at; see <see cref="SlicerStack.BytesBetweenLooks"/>.</summary>
    public long BytesBetweenLooks { get; }

    /// <summary>Counts memory that reading a value will take.</summary>
    public void Charge(long bytes) => _charged = unchecked(_charged + bytes);

    /// <summary>Counts the memory of a text.</summary>
    /// <param name="length">How many UTF-16 units it has.</param>
    public void ChargeText(int length) => Charge(BytesPerText + (sizeof(char) * (long)length));

    // Nothing costs more than an OPEN for each byte.
    private static long FindFreeBytes(WireLimits limits) => Math.Min(
        Math.Min(limits.MaxWireBytes, limits.MaxTokens / 2),
        Math.Min(Math.Min(limits.MaxObjects, limits.MaxReferences), limits.MaxManagedBytes / BytesPerOpen));

    /// <summary>What one token can take, after which it is too late to begin counting.</summary>
    private static long LongestToken(WireLimits limits) => Math.Max(limits.MaxStringBytes, limits.MaxIntegerBytes);

    /// <summary>An object begins.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="opens">OPENs that the stream had before.</param>
    public void Start(ref TokenWriter writer, ulong opens)
    {
        _firstOpen = opens;
        _bytesBefore = -writer.BytesWritten;
        _charged = 0;
        if (_countsTokens)
        {
            StartCounting(ref writer, uncounted: 0);
        }
    }

    /// <summary>Another writer goes on.</summary>
    public void Resume(ref TokenWriter writer)
    {
        _bytesBefore -= writer.BytesWritten;
        if (_bytesUncounted >= 0)
        {
            writer.CountBy(_tally!);
        }
    }

    /// <summary>This writer does not go on.</summary>
    public void Pause(ref TokenWriter writer)
    {
        _bytesBefore += writer.BytesWritten;
        StopCounting(ref writer);
    }

    /// <summary>The object has ended, whole or not.</summary>
    public void Stop(ref TokenWriter writer)
    {
        StopCounting(ref writer);
        Forget();
    }

    /// <summary>The next object begins as if there had been none.</summary>
    public void Forget()
    {
        _bytesToLook = _freeBytes;
        _bytesUncounted = -1;
        _isSpent = false;
    }

    /// <summary>An element of a stream has been written within the limits: it has had totals of its own.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="before">OPENs that the stream had before the element.</param>
    /// <param name="opens">OPENs that it has now.</param>
    public void EndElement(ref TokenWriter writer, ulong before, ulong opens)
    {
        ulong first = unchecked(_firstOpen + (opens - before));
        _firstReference = unchecked(_firstReference + (opens - before));
        Stop(ref writer);
        Start(ref writer, opens);
        _firstOpen = first; // what is around the stream stays
    }

    /// <summary>Nothing that was sent before can be referred to any more.</summary>
    /// <param name="opens">OPENs that the stream has now.</param>
    public void ForgetReferences(ulong opens) => _firstReference = opens;

    /// <summary>Whether so little has been written that the object is within all limits.</summary>
    public readonly bool IsFree(ref TokenWriter writer) => _bytesBefore + writer.BytesWritten <= _bytesToLook;

    /// <summary>Whether the object can end without <see cref="TryFindExcess"/> and <see cref="Stop"/>.</summary>
    public readonly bool IsFreeToEnd(ref TokenWriter writer) => IsFree(ref writer) && _bytesUncounted < 0;

    /// <summary>For a value that is about to be written by a method that cannot refuse it: the object is refused at the next look.</summary>
    /// <returns>False if that is known already.</returns>
    public bool TrySpend()
    {
        bool isFirst = !_isSpent;
        _isSpent = true;
        _bytesToLook = -1;
        return isFirst;
    }

    /// <summary>Looks for a limit that is exceeded; the object is then spent.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="opens">OPENs that the stream has now.</param>
    /// <param name="excess">If the result is true: what exceeds which limit, for <see cref="SlicerStack.FailLimit"/>.</param>
    /// <returns>False if there is none, and if the object is spent already.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryFindExcess(ref TokenWriter writer, ulong opens, out Refusal excess)
    {
        excess = default;
        if (_isSpent)
        {
            return false;
        }

        long bytes = _bytesBefore + writer.BytesWritten;
        if (_bytesUncounted < 0 && bytes > _limits.MaxTokens / 2)
        {
            StartCounting(ref writer, bytes);
        }

        writer.Commit(); // what has been written is counted
        if (FindExcess(bytes, opens) is not { } found)
        {
            return false;
        }

        excess = found;
        _isSpent = true;
        return true;
    }

    private readonly Refusal? FindExcess(long bytes, ulong opens)
    {
        long objects = (long)unchecked(opens - _firstOpen);
        long tokens = _bytesUncounted < 0 ? 0 : _bytesUncounted + _tally!.Tokens;
        return bytes > _limits.MaxWireBytes
            ? new(ViolationCode.TooManyBytes, $"an object of {bytes} bytes and more", $"at most {_limits.MaxWireBytes} bytes on the wire (MaxWireBytes)")
            : objects > _limits.MaxObjects ? new(ViolationCode.TooManyObjects, "one more object", $"at most {_limits.MaxObjects} (MaxObjects)")
            : _keepsReferences && unchecked(opens - _firstReference) > (ulong)_limits.MaxReferences
            ? new(ViolationCode.TooManyReferences, "one more object to refer to", $"at most {_limits.MaxReferences} (MaxReferences)")
            : tokens > _limits.MaxTokens ? new(ViolationCode.TooManyTokens, "one more token", $"at most {_limits.MaxTokens} tokens (MaxTokens)")
            : _charged + (objects * BytesPerOpen) > _limits.MaxManagedBytes
            ? new(ViolationCode.TooMuchMemory, "an object beyond the memory budget", $"at most {_limits.MaxManagedBytes} bytes (MaxManagedBytes)")
            : _bytesUncounted >= 0 && _tally!.LongestInteger > (ulong)_limits.MaxIntegerBytes
            ? new(ViolationCode.IntegerTooLong, $"an integer of {_tally.LongestInteger} bytes", $"at most {_limits.MaxIntegerBytes} bytes (MaxIntegerBytes)")
            : null;
    }

    private void StartCounting(ref TokenWriter writer, long uncounted)
    {
        _bytesUncounted = uncounted;
        _tally ??= new TokenTally();
        _tally.Restart();
        writer.CountBy(_tally);
    }

    private readonly void StopCounting(ref TokenWriter writer)
    {
        if (_bytesUncounted >= 0)
        {
            writer.StopCounting(_tally!);
        }
    }
}
