using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// What one top-level object, or one element of a stream, may cost in memory, objects, frames, tokens and bytes, and has cost so far (PROTOCOL.md [S-3]).
/// A struct, because every sequence is counted.
/// </summary>
internal struct ObjectBudget
{
    private const int BytesPerOpen = 64; // the entry in the tables, old and new while they grow, and a gap between two of them
    private const int FreeFrames = 32; // that are there whatever is read

    private readonly WireLimits _limits;
    private readonly int _bytesPerFrame;
    private readonly int _mostFramesAtOnce;
    private long _firstOffset;
    private long _firstToken;
    private long _bytes; // of memory
    private int _objects;
    private int _paidFrames; // how many have been charged for
    private bool _hasRefused; // whether the value that is being read could not be charged

    /// <param name="limits">What it may cost.</param>
    /// <param name="bytesPerFrame">What a frame takes in memory.</param>
    /// <param name="mostFramesAtOnce">By how many at most the memory for frames grows at once.</param>
    public ObjectBudget(WireLimits limits, int bytesPerFrame, int mostFramesAtOnce)
    {
        _limits = limits;
        _bytesPerFrame = bytesPerFrame;
        _mostFramesAtOnce = mostFramesAtOnce;
    }

    /// <summary>What an object has cost so far, of what is given back when it is handed on.</summary>
    /// <param name="Bytes">Memory, in bytes.</param>
    /// <param name="Objects">How many sequences.</param>
    public readonly record struct Spending(long Bytes, int Objects);

    /// <summary>What the object has cost so far; to be set to what it was before an element that is handed on.</summary>
    public Spending Spent
    {
        readonly get => new(_bytes, _objects);
        set => (_bytes, _objects) = (value.Bytes, value.Objects);
    }

    /// <summary>Whether the value that is being read could not be charged.</summary>
    public readonly bool HasRefused => _hasRefused;

    /// <summary>Whether more memory has been charged than there may be, because it was there already.</summary>
    public readonly bool IsOverdrawn => _bytes > _limits.MaxManagedBytes;

    /// <summary>Why a value is refused that could not be charged.</summary>
    public readonly Refusal Refusal => new(
        ViolationCode.TooMuchMemory, "an object beyond the memory budget", $"at most {_limits.MaxManagedBytes} bytes (MaxManagedBytes)");

    /// <summary>A new object or element starts here; whatever stood before it is not its own.</summary>
    /// <param name="offset">Where, in bytes.</param>
    /// <param name="tokens">How many tokens stood before it.</param>
    public void Start(long offset, long tokens)
    {
        _firstOffset = offset;
        _firstToken = tokens;
        _bytes = 0;
        _objects = 0;
        _paidFrames = Math.Min(FreeFrames, _limits.MaxDepth);
    }

    /// <summary>Charges memory before it is allocated; false if there is no budget for it.</summary>
    public bool TryCharge(long bytes)
    {
        long sum = unchecked(_bytes + bytes);
        if (sum > _limits.MaxManagedBytes || sum < 0)
        {
            _hasRefused = true;
            return false;
        }

        _bytes = sum;
        return true;
    }

    /// <summary>Charges memory that is there already, or gives some back if it is negative.</summary>
    public void Charge(long bytes) => _bytes += bytes;

    /// <summary>What could not be charged has been refused: the next value has its own reasons.</summary>
    public void ForgetRefusal() => _hasRefused = false;

    /// <summary>Whether one more sequence fits every budget, so that it can be counted without asking further.</summary>
    /// <param name="bytes">What its object costs; not negative.</param>
    /// <param name="references">How many objects can be referred to.</param>
    /// <param name="frames">How many frames there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool HasRoomForOpen(int bytes, int references, int frames)
    {
        WireLimits limits = _limits;
        return _objects < limits.MaxObjects
            && references < limits.MaxReferences
            && unchecked(_bytes + bytes) <= unchecked(limits.MaxManagedBytes - BytesPerOpen) // all are positive
            && frames <= _paidFrames;
    }

    /// <summary>After <see cref="HasRoomForOpen"/>: counts the sequence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountOpen(int bytes)
    {
        unchecked // both have been compared with their limits
        {
            _bytes += BytesPerOpen + (long)bytes;
            _objects++;
        }
    }

    /// <summary>Why there is no budget for one more sequence; null if there is.</summary>
    /// <param name="references">How many objects can be referred to.</param>
    /// <param name="frames">How many frames there are; they are charged for, in the steps in which their memory grows.</param>
    public Refusal? RefuseOpen(int references, int frames)
    {
        if (frames > _limits.MaxDepth)
        {
            return new(ViolationCode.TooDeep, $"a sequence {frames} levels deep", $"at most {_limits.MaxDepth} (MaxDepth)");
        }

        if (_objects >= _limits.MaxObjects)
        {
            return new(ViolationCode.TooManyObjects, "one more object", $"at most {_limits.MaxObjects} (MaxObjects)");
        }

        if (references >= _limits.MaxReferences)
        {
            return new(ViolationCode.TooManyReferences, "one more object to refer to", $"at most {_limits.MaxReferences} (MaxReferences)");
        }

        return TryPayFrames(frames) && HasRoomForOpen(0, references, frames) ? null : Refusal;
    }

    /// <summary>
    /// How many more bytes may come before one of them could pass a limit: tokens need not be looked at one by one as long as all that has
    /// arrived is within that, because a token has a byte at least.
    /// </summary>
    public readonly long FindFreeBytes(long offset, long tokens) =>
        Math.Min(_limits.MaxWireBytes - (offset - _firstOffset), _limits.MaxTokens - (tokens - _firstToken));

    /// <summary>Whether tokens of the object have been read.</summary>
    public readonly bool HasTokens(long tokens) => tokens > _firstToken;

    /// <summary>Why no more token may come; null if one may.</summary>
    public readonly Refusal? RefuseToken(long tokens) => tokens - _firstToken < _limits.MaxTokens
        ? null
        : new(ViolationCode.TooManyTokens, "one more token", $"at most {_limits.MaxTokens} tokens (MaxTokens)");

    /// <summary>Why a token may not come that has so many bytes; null if it may.</summary>
    public readonly Refusal? RefuseBytes(long offset, in TokenHeader header)
    {
        long left = _limits.MaxWireBytes - (offset - _firstOffset) - header.Length;
        return left >= 0 && header.BodyLength <= (ulong)left
            ? null
            : new(ViolationCode.TooManyBytes, header.Describe(), $"at most {_limits.MaxWireBytes} bytes on the wire (MaxWireBytes)");
    }

    private bool TryPayFrames(int frames)
    {
        while (frames > _paidFrames)
        {
            int more = Math.Min(_paidFrames, _mostFramesAtOnce);
            if (!TryCharge((long)more * _bytesPerFrame))
            {
                return false;
            }

            _paidFrames = Math.Min(_paidFrames + more, _limits.MaxDepth);
        }

        return true;
    }
}
