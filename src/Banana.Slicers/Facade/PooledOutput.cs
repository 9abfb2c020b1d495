using System.Buffers;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>
/// Collects written bytes in pooled memory, up to the largest array. After an overrun it accepts no more bytes, so that no part
/// can go missing unnoticed.
/// </summary>
/// <param name="maxBytes">The largest number of bytes.</param>
internal sealed class PooledOutput(int maxBytes) : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 256;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _size = Math.Min(FirstSize, maxBytes); // how much of that is used
    private int _count;

    /// <summary>The largest number of bytes.</summary>
    public int MaxBytes => maxBytes;

    /// <summary>Whether more bytes were to be written than it can hold.</summary>
    public bool IsOverrun { get; private set; }

    /// <summary>The written bytes.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Advance(int count) => _count += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_count, _size - _count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_count, _size - _count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _size = 0;
        _count = 0;
    }

    private void Reserve(int sizeHint)
    {
        int wanted = Math.Max(sizeHint, 1);
        if (wanted > _size - _count)
        {
            GrowSlow(wanted);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowSlow(int wanted)
    {
        if (IsOverrun || wanted > maxBytes - _count)
        {
            IsOverrun = true;
            _size = _count;
            throw new InvalidOperationException($"More than {maxBytes} bytes were written.");
        }

        int larger = (int)Math.Min(Math.Max(2L * _size, (long)_count + wanted), maxBytes);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(larger);
        Written.CopyTo(bytes);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bytes;
        _size = Math.Min(bytes.Length, maxBytes);
    }
}
