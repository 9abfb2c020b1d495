using System.Runtime.InteropServices;

namespace Banana.Buffers;

/// <summary>
/// Compares byte strings by content, with a per-process random hash, and finds them by span without making an array.
/// </summary>
internal sealed class ByteStringComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    /// <summary>The one instance.</summary>
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
        // As the framework hashes text, which nobody can foresee; what it has for bytes only starts with a secret.
        int last = alternate.IsEmpty ? 0 : alternate[^1];
        return HashCode.Combine(string.GetHashCode(MemoryMarshal.Cast<byte, char>(alternate)), last, alternate.Length);
    }

    /// <inheritdoc/>
    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
