using System.Buffers;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>The streams of fragments that the peer sends, by number. Used by the reading task.</summary>
/// <param name="receiver">The receiver of the connection.</param>
/// <param name="output">The output, for credit.</param>
/// <param name="options">The options of the connection.</param>
/// <param name="connection">The credit of the connection.</param>
internal sealed class IncomingStreams(IEventDelivery receiver, EventOutput output, EventConnectionOptions options, ReceiveCredit connection)
{
    private readonly Dictionary<ulong, IncomingStream> _open = [];
    private int _large; // of the open ones, events

    /// <summary>Takes a fragment whose stream number and flags have been read.</summary>
    /// <exception cref="BananaProtocolException">The stream is not open, or malformed.</exception>
    public void Take(ref EnvelopeFields fields, ulong number, FragmentFlags flags, int cost)
    {
        if (!_open.TryGetValue(number, out IncomingStream? stream))
        {
            throw fields.Refuse($"a fragment of stream {number}", "an open stream");
        }

        if ((flags & FragmentFlags.Abandoned) != 0)
        {
            Remove(number, stream);
            stream.Abandon(fields.IsEnd ? "the sender has given up" : fields.ReadText(1000));
            return;
        }

        bool isLast = (flags & FragmentFlags.Last) != 0;
        ReadOnlySequence<byte> data = fields.Rest;
        bool isFree = flags == FragmentFlags.Last && data.IsEmpty; // an end is sent without credit; a beginning, which makes an event, is not
        if (!isFree && !stream.Credit.TryUse(cost))
        {
            throw NewOverdrawn(fields);
        }

        if (isLast)
        {
            Remove(number, stream);
        }

        stream.Take(data, isLast, isFree ? 0 : cost);
    }

    /// <summary>Opens the stream of a large event.</summary>
    /// <exception cref="BananaProtocolException">The number is not free, or there are too many.</exception>
    public void Open(ulong number, IncomingStream stream, in EnvelopeFields fields)
    {
        if (!IsFree(number) || _large >= options.MaxLargeEvents)
        {
            throw fields.Refuse(
                $"stream {number} besides {_large} large events",
                $"a free number from {EnvelopeIds.FirstStream}, and at most {options.MaxLargeEvents} large events (EventConnectionOptions.MaxLargeEvents)");
        }

        _open.Add(number, stream);
        _large++;
    }

    /// <summary>Opens a live stream inside an object that is being read; null if the number is not free, or there are too many.</summary>
    public IncomingLiveStream<T>? Open<T>(ulong number, Unslicer<T> element, CompiledTaster tasters)
    {
        if (!IsFree(number) || _open.Count - _large >= options.MaxStreams)
        {
            return null;
        }

        ReceiveCredit credit = new(output, number, options.StreamWindow, connection);
        OpenedStreams inside = new(this);
        IncomingLiveStream<T> stream = new(receiver, number, element, receiver.NewStack(inside, tasters), inside, credit);
        _open.Add(number, stream);
        return stream;
    }

    /// <summary>Stops a live stream, because the object in which it was opened is refused.</summary>
    public void Refuse(ulong number)
    {
        if (_open.TryGetValue(number, out IncomingStream? stream))
        {
            stream.Refuse(); // its fragments are passed over until the sender has stopped
        }
    }

    /// <summary>Ends all streams, because the connection has ended.</summary>
    public void End(string why)
    {
        foreach (IncomingStream stream in _open.Values)
        {
            stream.Abandon(why);
        }

        _open.Clear();
        _large = 0;
    }

    public static BananaProtocolException NewOverdrawn(in EnvelopeFields fields)
    {
        BananaProtocolException refused = fields.Refuse("more bytes than there was credit for", "a sender that waits for credit");
        return new BananaProtocolException(ProtocolErrorCode.CreditExceeded, "$", refused.Offset, refused.Found, refused.Expected);
    }

    private bool IsFree(ulong number) => number >= EnvelopeIds.FirstStream && !_open.ContainsKey(number);

    private void Remove(ulong number, IncomingStream stream)
    {
        _open.Remove(number);
        _large -= stream is IncomingLargeEvent ? 1 : 0;
    }
}
