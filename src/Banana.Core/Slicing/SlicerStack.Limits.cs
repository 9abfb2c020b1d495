using System.Runtime.CompilerServices;
using System.Text;
using Banana.Wire;

namespace Banana.Slicing;

// What one top-level object, or one element of a stream, may cost a reader with the same limits (PROTOCOL.md [S-3]). A value that is too
// large is refused where it stands; totals are checked when the output is flushed, and at the end.
public sealed partial class SlicerStack
{
    private const int BytesPerOpen = 64; // as the reader charges them
    private const int BytesPerText = 32;
    private const int ShortText = 128; // shorter ones are not checked one by one, if the limit is no less
    private const int LongestFixed = 16; // the longest integer of a fixed size; only larger ones are asked for theirs
    private const long FewTokens = 1 << 20;
    private const string WayOut = "for files of one's own BananaPolicy.Trusted, or larger Limits in the Policy of both sides";

    private readonly WireLimits _limits;
    private readonly long _freeBytes; // an object that takes no more is within all limits
    private readonly bool _countsTokens; // from the first on
    private long _bytesToLook; // the same for the object at hand
    private ulong _firstOpen;
    private ulong _firstReference;
    private long _bytesBefore; // of this object, by other writers; less what this writer wrote for others
    private long _bytesUncounted; // how many had been written when counting tokens began; -1 before
    private long _charged;
    private TokenTally? _tally;
    private bool _isSpent; // a total is exceeded, or a body is too long: no parent can absorb that

    /// <summary>The limits that are heeded: those of the writer's own policy, taken to be the reader's.</summary>
    public WireLimits Limits => _limits;

    /// <summary>The most elements a collection may have, <see cref="WireLimits.MaxCollectionItems"/>.</summary>
    public int MaxItems => _limits.MaxCollectionItems;

    /// <summary>
    /// The number of bytes, 1 to 1,048,576, after which a driver that does not flush should let the stack check the limits: the budget to give
    /// to its <see cref="TokenWriter"/>. Where <see cref="WireLimits.MaxTokens"/> is large, each byte that is written before the first check
    /// counts as a token.
    /// </summary>
    public long BytesBetweenLooks { get; }

    /// <summary>
    /// Counts memory that reading a value will take against <see cref="WireLimits.MaxManagedBytes"/>. Sequences and texts are counted
    /// without this.
    /// </summary>
    /// <param name="bytes">How many bytes, at least; not negative.</param>
    public void Charge(long bytes) => _charged = unchecked(_charged + bytes);

    /// <summary>
    /// Fails as <see cref="Fail"/> does, and says how to raise the limit that a value passes. The slicer returns what this
    /// returns.
    /// </summary>
    /// <param name="code">The reason.</param>
    /// <param name="found">What cannot be written, as a lower-case noun phrase.</param>
    /// <param name="most">What could be, as a lower-case noun phrase that names the limit.</param>
    public SliceStep FailLimit(ViolationCode code, string found, string most) => Fail(code, found, $"{most}; {WayOut}");

    /// <summary>Refuses the collection of the top frame for its number of elements. The slicer returns what this returns.</summary>
    /// <param name="count">How many it has; more than <see cref="MaxItems"/>.</param>
    public SliceStep FailItems(long count) =>
        FailLimit(ViolationCode.CollectionTooLarge, $"a collection of {count} elements", $"at most {MaxItems} (MaxCollectionItems)");

    // Nothing costs more than an OPEN for each byte.
    private static long FindFreeBytes(WireLimits limits) => Math.Min(
        Math.Min(limits.MaxWireBytes, limits.MaxTokens / 2),
        Math.Min(Math.Min(limits.MaxObjects, limits.MaxReferences), limits.MaxManagedBytes / BytesPerOpen));

    /// <summary>What one token can take, after which it is too late to begin counting.</summary>
    private static long LongestToken(WireLimits limits) => Math.Max(limits.MaxStringBytes, limits.MaxIntegerBytes);

    private void StartSpending(ref TokenWriter writer)
    {
        _firstOpen = _opens;
        _bytesBefore = -writer.BytesWritten;
        _charged = 0;
        if (_countsTokens)
        {
            StartCounting(ref writer, uncounted: 0);
        }
    }

    private void StartCounting(ref TokenWriter writer, long uncounted)
    {
        _bytesUncounted = uncounted;
        _tally ??= new TokenTally();
        _tally.Restart();
        writer.CountBy(_tally);
    }

    /// <summary>Another writer goes on.</summary>
    private void ResumeSpending(ref TokenWriter writer)
    {
        _bytesBefore -= writer.BytesWritten;
        if (_bytesUncounted >= 0)
        {
            writer.CountBy(_tally!);
        }
    }

    /// <summary>This writer does not go on.</summary>
    private void PauseSpending(ref TokenWriter writer)
    {
        _bytesBefore += writer.BytesWritten;
        StopCounting(ref writer);
    }

    private void StopCounting(ref TokenWriter writer)
    {
        if (_bytesUncounted >= 0)
        {
            writer.StopCounting(_tally!);
        }
    }

    /// <summary>Whether the object is still within the limits; if not, the failure is recorded.</summary>
    private bool IsWithinLimits(ref TokenWriter writer)
    {
        long bytes = _bytesBefore + writer.BytesWritten;
        return bytes <= _bytesToLook || IsWithinLimitsSlow(ref writer, bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsWithinLimitsSlow(ref TokenWriter writer, long bytes)
    {
        if (_isSpent)
        {
            return false; // recorded already
        }

        if (_bytesUncounted < 0 && bytes > _limits.MaxTokens / 2)
        {
            StartCounting(ref writer, bytes);
        }

        writer.Commit(); // what has been written is counted
        if (FindExcess(bytes) is not { } excess)
        {
            return true;
        }

        FailLimit(excess.Code, excess.Found, excess.Most);
        _isSpent = true;
        return false;
    }

    private (ViolationCode Code, string Found, string Most)? FindExcess(long bytes)
    {
        long objects = (long)unchecked(_opens - _firstOpen);
        long tokens = _bytesUncounted < 0 ? 0 : _bytesUncounted + _tally!.Tokens;
        return bytes > _limits.MaxWireBytes
            ? (ViolationCode.TooManyBytes, $"an object of {bytes} bytes and more", $"at most {_limits.MaxWireBytes} bytes on the wire (MaxWireBytes)")
            : objects > _limits.MaxObjects ? (ViolationCode.TooManyObjects, "one more object", $"at most {_limits.MaxObjects} (MaxObjects)")
            : _keepsReferences && unchecked(_opens - _firstReference) > (ulong)_limits.MaxReferences
            ? (ViolationCode.TooManyReferences, "one more object to refer to", $"at most {_limits.MaxReferences} (MaxReferences)")
            : tokens > _limits.MaxTokens ? (ViolationCode.TooManyTokens, "one more token", $"at most {_limits.MaxTokens} tokens (MaxTokens)")
            : _charged + (objects * BytesPerOpen) > _limits.MaxManagedBytes
            ? (ViolationCode.TooMuchMemory, "an object beyond the memory budget", $"at most {_limits.MaxManagedBytes} bytes (MaxManagedBytes)")
            : _bytesUncounted >= 0 && _tally!.LongestInteger > (ulong)_limits.MaxIntegerBytes
            ? (ViolationCode.IntegerTooLong, $"an integer of {_tally.LongestInteger} bytes", $"at most {_limits.MaxIntegerBytes} bytes (MaxIntegerBytes)")
            : null;
    }

    /// <summary>An element of a stream has been written: it has had a budget of its own. Whether it kept to it.</summary>
    private bool EndElement(ref TokenWriter writer, ulong opens)
    {
        if (!IsWithinLimits(ref writer))
        {
            return false;
        }

        ulong first = unchecked(_firstOpen + (_opens - opens));
        _firstReference = unchecked(_firstReference + (_opens - opens));
        StopSpending(ref writer);
        StartSpending(ref writer);
        _firstOpen = first; // what is around the stream stays
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteNameExcessSlow(int length) =>
        NoteExcess(ViolationCode.InvalidOpenType, $"a name of {length} bytes", $"at most {_limits.MaxIndexTokenBytes} bytes (MaxIndexTokenBytes)");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteBodyExcessSlow(int length) =>
        NoteExcess(ViolationCode.StringTooLong, $"STRING of {length} bytes", $"at most {_limits.MaxStringBytes} bytes (MaxStringBytes)");

    /// <summary>A body that is about to be written by a method that cannot refuse it: the object is refused at the next look.</summary>
    private void NoteExcess(ViolationCode code, string found, string most)
    {
        if (!_isSpent)
        {
            FailLimit(code, found, most);
            _isSpent = true;
            _bytesToLook = -1;
        }
    }

    /// <summary>The length of a text in UTF-8 bytes if that passes the limit; otherwise 0.</summary>
    private int FindTextExcess(string text)
    {
        if (3L * text.Length <= _limits.MaxStringBytes)
        {
            return 0;
        }

        int length = Encoding.UTF8.GetByteCount(text);
        return length > _limits.MaxStringBytes ? length : 0;
    }

    /// <summary>The object has been written: checks the totals for the last time.</summary>
    private void EndSpending(ref TokenWriter writer)
    {
        if (_bytesBefore + writer.BytesWritten > _bytesToLook || _bytesUncounted >= 0)
        {
            EndSpendingSlow(ref writer);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndSpendingSlow(ref TokenWriter writer)
    {
        bool isWithin = IsWithinLimits(ref writer);
        StopSpending(ref writer);
        if (!isWithin)
        {
            Unwind(ref writer);
        }
    }

    private void StopSpending(ref TokenWriter writer)
    {
        StopCounting(ref writer);
        ForgetSpending();
    }

    /// <summary>The next object begins as if there had been none.</summary>
    private void ForgetSpending()
    {
        _bytesToLook = _freeBytes;
        _bytesUncounted = -1;
        _isSpent = false;
    }
}
