using System.Runtime.InteropServices;

namespace Banana.Buffers;

/// <summary>
/// Compares byte strings by content, with a random hash per process, and supports lookups by span.
/// </summary>
internal sealed class ByteStringComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    /// <summary>The only instance.</summary>
    public static readonly ByteStringComparer Instance = new();

    private ByteStringComparer()
    {
    }

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    /// <inheritdoc/>
    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        // The framework's hash of text, which is unpredictable; its hash of bytes only starts with a random number.
        int last = alternate.IsEmpty ? 0 : alternate[^1];
        return HashCode.Combine(string.GetHashCode(MemoryMarshal.Cast<byte, char>(alternate)), last, alternate.Length);
    }

    /// <inheritdoc/>
    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
