using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Banana.Foolscap;

/// <summary>
/// Mixes what a key consists of, each part behind what kind of part it is and how long, by secrets of this process: nobody can choose keys that hash
/// alike, whatever they are made of.
/// </summary>
internal struct ObjectHash
{
    private static readonly ulong s_start = NewSecret();
    private static readonly ulong s_factor = NewSecret() | 1;

    private ulong _state;

    /// <summary>Starts with nothing.</summary>
    public ObjectHash()
    {
        _state = s_start;
    }

    /// <summary>What was added so far, in this order.</summary>
    public readonly ulong Value => _state;

    /// <summary>Says what comes next.</summary>
    public void Begin(ObjectHashPart part, int length = 0) => Add(((ulong)part << 32) | (uint)length);

    public void Add(long value) => Add(unchecked((ulong)value));

    public void Add(ulong value)
    {
        ulong high = Math.BigMul(_state ^ value, s_factor, out ulong low);
        _state = high ^ low;
    }

    private static ulong NewSecret() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}

/// <summary>What a key can consist of.</summary>
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
