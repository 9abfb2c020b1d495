using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The costs of a top-level object or an element of a stream for a reader with the same limits (PROTOCOL.md [S-3]). They are checked
/// when the output is flushed, and at the end. A mutable struct, which saves a load: keep it in a field that is not readonly.
/// </summary>
internal struct OutgoingTotals
{
    private const int BytesPerOpen = 64; // as charged by the reader
    private const int BytesPerText = 32;
    private const int LongestFixed = 16; // the longest integer of a fixed size; longer ones are limited when written
    private const long FewTokens = 1 << 20;

    private readonly WireLimits _limits;
    private readonly bool _keepsReferences;
    private readonly bool _countsTokens; // whether tokens are counted from the first one on
    private readonly long _freeBytes; // an object with no more bytes is within all limits
    private long _bytesToLook; // the same for the current object
    private long _bytesBefore; // bytes of this object from earlier writers, minus bytes of other objects from this writer
    private long _bytesUncounted; // bytes written before the counting of tokens began; -1 if it has not begun
    private long _charged;
    private ulong _firstOpen;
    private ulong _firstReference;
    private TokenTally? _tally; // created when tokens are first counted
    private bool _isSpent;

    /// <summary>Creates totals; call <see cref="Start"/> before each object.</summary>
    /// <param name="limits">The limits of the reader.</param>
    /// <param name="references">The scope of references.</param>
    public OutgoingTotals(WireLimits limits, ReferenceScope references)
    {
        _limits = limits;
        _keepsReferences = references != ReferenceScope.None;
        bool countsIntegers = limits.MaxIntegerBytes < LongestFixed;
        _countsTokens = countsIntegers || limits.MaxTokens < FewTokens || limits.MaxTokens / 4 < LongestToken(limits);
        bool addsUp = references == ReferenceScope.Connection; // the references of all objects
        _freeBytes = countsIntegers || addsUp ? -1 : FindFreeBytes(limits);
        BytesBetweenLooks = Math.Clamp(FindFreeBytes(limits) / 16, 1, 1 << 20);
        Forget();
    }

    /// <summary>Whether a total is exceeded, or a body is too long; parents cannot absorb that.</summary>
    public readonly bool IsSpent => _isSpent;

    /// <inheritdoc cref="SlicerStack.BytesBetweenLooks"/>
    public long BytesBetweenLooks { get; }

    /// <summary>Counts memory that reading a value will take, in bytes.</summary>
    public void Charge(long bytes) => _charged = unchecked(_charged + bytes);

    /// <summary>Counts the memory of a text.</summary>
    /// <param name="length">The length of the text, in UTF-16 code units.</param>
    public void ChargeText(int length) => Charge(BytesPerText + (sizeof(char) * (long)length));

    // At most, each byte is an OPEN.
    private static long FindFreeBytes(WireLimits limits) => Math.Min(
        Math.Min(limits.MaxWireBytes, limits.MaxTokens / 2),
        Math.Min(Math.Min(limits.MaxObjects, limits.MaxReferences), limits.MaxManagedBytes / BytesPerOpen));

    /// <summary>Returns the size of the longest token: counting tokens must begin before one of that size can exceed the limit.</summary>
    private static long LongestToken(WireLimits limits) => Math.Max(limits.MaxStringBytes, limits.MaxIntegerBytes);

    /// <summary>Starts an object.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="opens">The number of OPENs in the stream before the object.</param>
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

    /// <summary>Continues the object with another writer.</summary>
    public void Resume(ref TokenWriter writer)
    {
        _bytesBefore -= writer.BytesWritten;
        if (_bytesUncounted >= 0)
        {
            writer.CountBy(_tally!);
        }
    }

    /// <summary>Ends the use of this writer before the end of the object.</summary>
    public void Pause(ref TokenWriter writer)
    {
        _bytesBefore += writer.BytesWritten;
        StopCounting(ref writer);
    }

    /// <summary>Ends the object, complete or not.</summary>
    public void Stop(ref TokenWriter writer)
    {
        StopCounting(ref writer);
        Forget();
    }

    /// <summary>Resets the state after an object.</summary>
    public void Forget()
    {
        _bytesToLook = _freeBytes;
        _bytesUncounted = -1;
        _isSpent = false;
    }

    /// <summary>Ends an element of a stream, whose totals do not count for the surrounding object.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="before">The number of OPENs in the stream before the element.</param>
    /// <param name="opens">The number of OPENs in the stream.</param>
    public void EndElement(ref TokenWriter writer, ulong before, ulong opens)
    {
        ulong first = unchecked(_firstOpen + (opens - before));
        _firstReference = unchecked(_firstReference + (opens - before));
        Stop(ref writer);
        Start(ref writer, opens);
        _firstOpen = first; // objects around the stream still count
    }

    /// <summary>Resets the number of objects that can be referred to.</summary>
    /// <param name="opens">The number of OPENs in the stream.</param>
    public void ForgetReferences(ulong opens) => _firstReference = opens;

    /// <summary>Whether the object has so few bytes that it is within all limits.</summary>
    public readonly bool IsFree(ref TokenWriter writer) => _bytesBefore + writer.BytesWritten <= _bytesToLook;

    /// <summary>Whether the object can end without <see cref="TryFindExcess"/> and <see cref="Stop"/>.</summary>
    public readonly bool IsFreeToEnd(ref TokenWriter writer) => IsFree(ref writer) && _bytesUncounted < 0;

    /// <summary>Marks the object as beyond the limits, so that it is refused at the next check.</summary>
    /// <returns>False if it is already marked.</returns>
    public bool TrySpend()
    {
        bool isFirst = !_isSpent;
        _isSpent = true;
        _bytesToLook = -1;
        return isFirst;
    }

    /// <summary>Finds a limit that is exceeded, and marks the object as beyond the limits.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="opens">The number of OPENs in the stream.</param>
    /// <param name="excess">The arguments for <see cref="SlicerStack.FailLimit"/>, if the result is true.</param>
    /// <returns>False if no limit is exceeded, and also if the object was already marked.</returns>
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

        writer.Commit(); // so that all tokens are counted
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
            ? LimitRefusals.TooManyBytes(_limits, $"an object of {bytes} bytes and more")
            : objects > _limits.MaxObjects ? LimitRefusals.TooManyObjects(_limits)
            : _keepsReferences && unchecked(opens - _firstReference) > (ulong)_limits.MaxReferences
            ? LimitRefusals.TooManyReferences(_limits)
            : tokens > _limits.MaxTokens ? LimitRefusals.TooManyTokens(_limits)
            : _charged + (objects * BytesPerOpen) > _limits.MaxManagedBytes
            ? LimitRefusals.TooMuchMemory(_limits)
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
