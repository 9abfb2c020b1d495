using System.Buffers;

namespace Banana.Transport;

/// <summary>Bytes that wait to be sent, in one pooled array, which is returned when nothing waits. Not thread-safe.</summary>
internal sealed class ByteStage : IBufferWriter<byte>
{
    private const int First = 1024;

    private byte[] _array = [];

    /// <summary>The number of bytes.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes, valid until the next change.</summary>
    public Span<byte> Written => _array.AsSpan(0, Count);

    /// <summary>The bytes as memory, valid until the next change.</summary>
    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Count);

    /// <summary>The size of the array.</summary>
    public int Capacity => _array.Length;

    /// <summary>Appends bytes.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Count += bytes.Length;
    }

    /// <inheritdoc/>
    public void Advance(int count) => Count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _array.AsMemory(Count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _array.AsSpan(Count);
    }

    /// <summary>Removes all bytes, and keeps the array.</summary>
    public void Clear() => Count = 0;

    /// <summary>Removes all bytes, and returns the array to the pool.</summary>
    public void Release()
    {
        Count = 0;
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
        }
    }

    private void Grow(int sizeHint)
    {
        int needed = Count + Math.Max(1, sizeHint);
        if (needed > _array.Length)
        {
            GrowSlow(needed);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void GrowSlow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(First, 2 * _array.Length), needed));
        Written.CopyTo(larger);
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _array = larger;
    }
}
