using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The budget of a top-level object or an element of a stream: memory, objects, frames, tokens and bytes on the wire (PROTOCOL.md
/// [S-3]). A mutable struct, because every sequence is counted: keep it in a field that is not readonly.
/// </summary>
internal struct ObjectBudget
{
    private const int BytesPerOpen = 64; // its entry in the tables, both old and new while they grow, and a gap between two entries
    private const int FreeFrames = 32; // allocated with the stack, whatever is read

    private readonly WireLimits _limits;
    private readonly int _bytesPerFrame;
    private readonly int _mostFramesAtOnce;
    private long _firstOffset;
    private long _firstToken;
    private long _bytes; // of memory
    private int _objects;
    private int _paidFrames; // the number of frames that have been charged
    private bool _hasRefused; // whether a charge for the current value has failed

    /// <summary>Creates an empty budget; call <see cref="Start"/> before each object.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="bytesPerFrame">The size of a frame, in bytes.</param>
    /// <param name="mostFramesAtOnce">The largest number of frames that are allocated at once.</param>
    public ObjectBudget(WireLimits limits, int bytesPerFrame, int mostFramesAtOnce)
    {
        _limits = limits;
        _bytesPerFrame = bytesPerFrame;
        _mostFramesAtOnce = mostFramesAtOnce;
    }

    /// <summary>The part of the costs that is refunded when an element is delivered.</summary>
    /// <param name="Bytes">The charged memory, in bytes.</param>
    /// <param name="Objects">The number of sequences.</param>
    public readonly record struct Spending(long Bytes, int Objects);

    /// <summary>The costs so far. Set it to its value before an element to refund that element.</summary>
    public Spending Spent
    {
        readonly get => new(_bytes, _objects);
        set => (_bytes, _objects) = (value.Bytes, value.Objects);
    }

    /// <summary>Whether a charge for the current value has failed.</summary>
    public readonly bool HasRefused => _hasRefused;

    /// <summary>Whether <see cref="Charge"/>, which cannot fail, has exceeded the limit.</summary>
    public readonly bool IsOverdrawn => _bytes > _limits.MaxManagedBytes;

    /// <summary>The refusal of a value for which <see cref="TryCharge"/> has failed.</summary>
    public readonly Refusal Refusal => LimitRefusals.TooMuchMemory(_limits);

    /// <summary>Starts the budget of the next object or element.</summary>
    /// <param name="offset">The offset at which it starts, in bytes.</param>
    /// <param name="tokens">The number of tokens before it.</param>
    public void Start(long offset, long tokens)
    {
        _firstOffset = offset;
        _firstToken = tokens;
        _bytes = 0;
        _objects = 0;
        _paidFrames = Math.Min(FreeFrames, _limits.MaxDepth);
    }

    /// <summary>Charges memory before it is allocated; false if the budget is used up.</summary>
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

    /// <summary>Charges memory that has already been allocated; a negative number is a refund.</summary>
    public void Charge(long bytes) => _bytes += bytes;

    /// <summary>Resets <see cref="HasRefused"/>, because the value has been refused.</summary>
    public void ForgetRefusal() => _hasRefused = false;

    /// <summary>Whether another sequence is within all limits, and can be counted by <see cref="CountOpen"/>.</summary>
    /// <param name="bytes">The memory of its object, in bytes; not negative.</param>
    /// <param name="references">The number of objects that can be referred to.</param>
    /// <param name="frames">The number of frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool HasRoomForOpen(int bytes, int references, int frames)
    {
        WireLimits limits = _limits;
        return _objects < limits.MaxObjects
            && references < limits.MaxReferences
            && unchecked(_bytes + bytes) <= unchecked(limits.MaxManagedBytes - BytesPerOpen) // none of them is negative
            && frames <= _paidFrames;
    }

    /// <summary>Counts a sequence, after <see cref="HasRoomForOpen"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountOpen(int bytes)
    {
        unchecked // both are within their limits
        {
            _bytes += BytesPerOpen + (long)bytes;
            _objects++;
        }
    }

    /// <summary>Returns why another sequence is refused; null if it is not. Charges frames in the steps in which they are allocated.</summary>
    /// <param name="references">The number of objects that can be referred to.</param>
    /// <param name="frames">The number of frames.</param>
    public Refusal? RefuseOpen(int references, int frames)
    {
        if (frames > _limits.MaxDepth)
        {
            return new(ViolationCode.TooDeep, $"a sequence {frames} levels deep", $"at most {_limits.MaxDepth} (MaxDepth)");
        }

        if (_objects >= _limits.MaxObjects)
        {
            return LimitRefusals.TooManyObjects(_limits);
        }

        if (references >= _limits.MaxReferences)
        {
            return LimitRefusals.TooManyReferences(_limits);
        }

        return TryPayFrames(frames) && HasRoomForOpen(0, references, frames) ? null : Refusal;
    }

    /// <summary>
    /// Returns the number of bytes that cannot exceed a limit, whatever tokens they contain. As long as the buffer has no more,
    /// tokens need not be checked one by one, because each has at least one byte.
    /// </summary>
    public readonly long FindFreeBytes(long offset, long tokens) =>
        Math.Min(_limits.MaxWireBytes - (offset - _firstOffset), _limits.MaxTokens - (tokens - _firstToken));

    /// <summary>Whether a token of the object has been read.</summary>
    public readonly bool HasTokens(long tokens) => tokens > _firstToken;

    /// <summary>Returns why another token is refused; null if it is not.</summary>
    public readonly Refusal? RefuseToken(long tokens) => tokens - _firstToken < _limits.MaxTokens
        ? null
        : LimitRefusals.TooManyTokens(_limits);

    /// <summary>Returns why a token is refused for its size; null if it is not.</summary>
    public readonly Refusal? RefuseBytes(long offset, in TokenHeader header)
    {
        long left = _limits.MaxWireBytes - (offset - _firstOffset) - header.Length;
        return left >= 0 && header.BodyLength <= (ulong)left
            ? null
            : LimitRefusals.TooManyBytes(_limits, header.Describe());
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
