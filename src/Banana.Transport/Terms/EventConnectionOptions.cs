using System.Text;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Options of an <see cref="EventConnection"/>: its events and limits. Frozen when the first connection is opened.</summary>
public sealed class EventConnectionOptions : ConnectionOptions
{
    internal const int LeastEnvelopeBytes = 4096;
    internal const int MostEventTypes = ushort.MaxValue + 1 - EnvelopeIds.FirstApplicationId;

    private const int MostEnvelopeBytes = 1024 * 1024;
    private const int MaxNameBytes = 255;

    /// <summary>
    /// Creates options with the built-in types; set <see cref="ConnectionOptions.Serializer"/> for others. Unlike other connections, those of
    /// events send a PING after 30 seconds without data (<see cref="ConnectionOptions.KeepaliveTimeout"/>), and are closed after 90
    /// (<see cref="ConnectionOptions.DisconnectTimeout"/>), so that a peer that is gone is noticed.
    /// </summary>
    public EventConnectionOptions()
        : base(new BananaSerializerOptions())
    {
        Events = new EventTypeRegistry(() => Serializer.Types, GeneratedEvents.Loaded);
        KeepaliveTimeout = TimeSpan.FromSeconds(30);
        DisconnectTimeout = TimeSpan.FromSeconds(90);
    }

    /// <summary>The events of the application.</summary>
    public EventTypeRegistry Events { get; }

    /// <summary>The name that the peer is told.</summary>
    /// <value>The default is empty. At most 255 bytes of UTF-8.</value>
    /// <exception cref="ArgumentException">It is longer, or not valid UTF-16.</exception>
    public string Name
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = IsName(value) ? value : throw new ArgumentException($"A name must be valid text of at most {MaxNameBytes} bytes in UTF-8.", nameof(value));
        }
    } = "";

    /// <summary>The largest envelope that the peer may send, in bytes. Larger events come in several.</summary>
    /// <value>The default is 65,536 (64 KiB). Range: 4,096 to 1,048,576.</value>
    /// <remarks>Stops: a length field that claims gigabytes. Larger envelopes are refused before anything is allocated.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxEnvelopeBytes
    {
        get;
        init => field = Checked(value, LeastEnvelopeBytes, MostEnvelopeBytes);
    } = 64 * 1024;

    /// <summary>
    /// The number of bytes that the peer may send of one event type, or of one stream inside an event, before the application has
    /// taken what they made. The connection uses at least twice <see cref="MaxEnvelopeBytes"/>.
    /// </summary>
    /// <value>The default is 262,144 (256 KiB). Range: 8,192 and up.</value>
    /// <remarks>Stops: a consumer that is slower than the sender, whose events would fill the memory.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public long StreamWindow
    {
        get => Math.Max(field, 2L * MaxEnvelopeBytes);
        init => field = Checked(value, 2L * LeastEnvelopeBytes, long.MaxValue / 4);
    } = 256 * 1024;

    /// <summary>The same for all event types and streams together.</summary>
    /// <value>The default is 16,777,216 (16 MiB). Range: 8,192 and up; at least <see cref="StreamWindow"/> is used.</value>
    /// <remarks>Stops: many event types whose windows are filled at the same time.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public long ConnectionWindow
    {
        get => Math.Max(field, StreamWindow);
        init => field = Checked(value, 2L * LeastEnvelopeBytes, long.MaxValue / 4);
    } = 16 * 1024 * 1024;

    /// <summary>The largest number of event types that the peer may announce, registered here or not.</summary>
    /// <value>The default is 1,024. Range: 0 to 65,520.</value>
    /// <remarks>Stops: a table of names that grows for the life of a connection. A name has up to 255 bytes.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxEventTypes
    {
        get;
        init => field = Checked(value, 0, MostEventTypes);
    } = 1024;

    /// <summary>The largest number of events in fragments that the peer may send at the same time; more of them wait for each other.</summary>
    /// <value>The default is 4. Range: 1 to 1,048,576.</value>
    /// <remarks>
    /// Stops: a peer that begins ever more large events and finishes none. Each may take <see cref="Wire.WireLimits.MaxManagedBytes"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxLargeEvents
    {
        get;
        init => field = Checked(value, 1, 1024 * 1024);
    } = 4;

    /// <summary>The largest number of streams inside events that the peer may send at the same time.</summary>
    /// <value>The default is 256. Range: 0 to 1,048,576.</value>
    /// <remarks>Stops: a peer that opens ever more streams, of which each has a <see cref="StreamWindow"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxStreams
    {
        get;
        init => field = Checked(value, 0, 1024 * 1024);
    } = 256;

    /// <summary>The largest event of raw bytes (<see cref="RawEventForm{T}"/>), which must be in memory as a whole.</summary>
    /// <value>The default is 16,777,216 (16 MiB). Range: 0 and up.</value>
    /// <remarks>Stops: a large event that fills the memory. Those of tokens are limited by the policy.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxRawEventBytes
    {
        get;
        init => field = Checked(value, 0, int.MaxValue);
    } = 16 * 1024 * 1024;

    /// <summary>The time within which the peer must say hello.</summary>
    /// <value>The default is 10 seconds.</value>
    /// <remarks>Stops: a peer that connects and says nothing.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or a finite time of more than 49 days.</exception>
    public TimeSpan HelloTimeout { get; init => field = Checked(value); } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the sender of a refused event is told the reason; if not, it is only told that the event was refused.</summary>
    /// <value>The default is true.</value>
    public bool SendsViolations { get; init; } = true;

    /// <summary>A callback for events of ours that the peer has refused. Called on a thread of the pool.</summary>
    public Action<RefusedEvent>? OnRefused { get; init; }

    /// <summary>Our side of the hello.</summary>
    internal Hello ToHello() => new()
    {
        Dialect = Serializer.Dialect.Name,
        Vocabulary = (Serializer.Vocabulary ?? Serializer.Dialect.Vocabulary).Hash,
        Name = Name,
        MaxEnvelopeBytes = MaxEnvelopeBytes,
        StreamWindow = StreamWindow,
        ConnectionWindow = ConnectionWindow,
        MaxEventTypes = MaxEventTypes,
        MaxLargeEvents = MaxLargeEvents,
        MaxStreams = MaxStreams,
        MaxShapeBytes = Serializer.Policy.Limits.MaxShapeBytes,
    };

    private static bool IsName(string value)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(value) <= MaxNameBytes;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static int Checked(int value, int least, int most) => (int)Checked((long)value, least, most);

    private static long Checked(long value, long least, long most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
