namespace Banana.Transport;

/// <summary>Writes the fields in front of an event, which <see cref="EnvelopeFields"/> reads.</summary>
/// <param name="destination">The destination, with room for all fields.</param>
internal ref struct FieldWriter(Span<byte> destination)
{
    private const byte Int = 0x81;

    private readonly Span<byte> _destination = destination;

    /// <summary>The number of bytes written.</summary>
    public int Count { get; private set; }

    /// <summary>Writes a number as a token INT.</summary>
    public void WriteNumber(ulong value)
    {
        do
        {
            _destination[Count++] = (byte)(value & 0x7F);
            value >>= 7;
        }
        while (value != 0);
        _destination[Count++] = Int;
    }

    /// <summary>Writes bytes of a length that the reader knows.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Count..]);
        Count += bytes.Length;
    }
}
