using Banana.Wire;

namespace Banana.Transport;

/// <summary>Options of an <see cref="EventConnection"/>: its events and limits. Frozen when the first connection is created.</summary>
public sealed class EventConnectionOptions : ConnectionOptions
{
    private const int MostEventTypes = ushort.MaxValue + 1 - ConnectionEventIds.FirstApplicationId;

    private int _maxPayloadBytes = 16 * 1024 * 1024;
    private int _maxEventTypes = 1024;

    /// <summary>
    /// Creates options with the built-in types and numbered sequences; set <see cref="ConnectionOptions.Serializer"/> for others.
    /// </summary>
    public EventConnectionOptions()
        : base(new BananaSerializerOptions { Numbering = OpenNumbering.Full })
    {
    }

    /// <summary>The events of the application.</summary>
    public EventTypeRegistry Events { get; } = new();

    /// <summary>The largest payload of one envelope in either direction, in bytes.</summary>
    /// <value>The default is 16,777,216 (16 MiB). Range: 1,024 and up.</value>
    /// <remarks>Stops: a length field that claims gigabytes. Larger envelopes are refused before anything is allocated.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 1,024.</exception>
    public int MaxPayloadBytes
    {
        get => _maxPayloadBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1024);
            _maxPayloadBytes = value;
        }
    }

    /// <summary>The largest number of event types that the peer may announce, registered here or not.</summary>
    /// <value>The default is 1,024. Range: 0 to 65,520.</value>
    /// <remarks>Stops: a table of names that grows for the life of a connection. A name has up to 255 bytes.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 65,520.</exception>
    public int MaxEventTypes
    {
        get => _maxEventTypes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostEventTypes);
            _maxEventTypes = value;
        }
    }
}
