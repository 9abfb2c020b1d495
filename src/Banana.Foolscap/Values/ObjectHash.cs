using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Banana.Foolscap;

/// <summary>
/// Hashes the parts of a key, each with its kind and length, with secrets of this process, so that a peer cannot choose colliding
/// keys of any kind.
/// </summary>
internal struct ObjectHash
{
    private static readonly ulong s_start = NewSecret();
    private static readonly ulong s_factor = NewSecret() | 1;

    private ulong _state;

    /// <summary>Creates an empty hash.</summary>
    public ObjectHash()
    {
        _state = s_start;
    }

    /// <summary>The hash of all parts added so far, in order.</summary>
    public readonly ulong Value => _state;

    /// <summary>Begins a part.</summary>
    public void Begin(ObjectHashPart part, int length = 0) => Add(((ulong)part << 32) | (uint)length);

    public void Add(long value) => Add(unchecked((ulong)value));

    public void Add(ulong value)
    {
        ulong high = Math.BigMul(_state ^ value, s_factor, out ulong low);
        _state = high ^ low;
    }

    private static ulong NewSecret() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}

/// <summary>The kinds of parts of a key.</summary>
internal enum ObjectHashPart
{
    Null,
    Number,
    Text,
    Bytes,
    Tuple,
    FrozenSet,
    Identity,
}
