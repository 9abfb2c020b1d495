using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

/// <summary>The bare other end of an event connection in memory: envelopes in, envelopes out.</summary>
internal sealed class RawEventPeer(IDuplexPipe pipe)
{
    /// <summary>Opens a connection by a hello that is written by hand; that of the connection has been read.</summary>
    public static async Task<(EventConnection Connection, RawEventPeer Peer)> OpenAsync(
        EventConnectionOptions? options = null, RawHello? hello = null, PipeOptions? pipes = null, IEventSink? sink = null)
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(pipes);
        RawEventPeer peer = new(there);
        Task<EventConnection> opening = EventConnection.OpenAsync(here, options ?? EventPair.NewOptions(), null, sink, RawPeer.Patience).AsTask();
        await peer.SendAsync((hello ?? new RawHello()).ToEnvelope());
        EventConnection connection = await opening.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(0, (await peer.ReadAsync()).Id);
        return (connection, peer);
    }

    /// <summary>Returns what a connection sends, from behind its hello to its goodbye, to a peer that takes everything.</summary>
    public static async Task<List<(ushort Id, byte[] Payload)>> RecordAsync(
        Func<EventConnection, Task> send, EventConnectionOptions? options = null, RawHello? hello = null)
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync(options, hello ?? new RawHello { StreamWindow = long.MaxValue / 4, ConnectionWindow = long.MaxValue / 4 });
        Task<List<(ushort Id, byte[] Payload)>> recording = RecordAsync(peer);
        await send(connection);
        await connection.DisposeAsync();
        return await recording;

        static async Task<List<(ushort Id, byte[] Payload)>> RecordAsync(RawEventPeer peer)
        {
            List<(ushort Id, byte[] Payload)> read = [];
            while (await peer.TryReadAsync() is { } next)
            {
                read.Add(next);
                if (next.Id == 1)
                {
                    await peer.SendAsync(RawEnvelopes.Envelope(12, next.Payload[..(Array.IndexOf(next.Payload, (byte)0x81) + 1)]));
                }
            }

            return read;
        }
    }

    public static async Task<List<ReceivedEvent>> TakeAsync(EventConnection connection, int count = int.MaxValue)
    {
        List<ReceivedEvent> received = [];
        await foreach (ReceivedEvent item in connection.ReceiveAllAsync(RawPeer.Patience))
        {
            received.Add(item);
            if (received.Count == count)
            {
                break;
            }
        }

        return received;
    }

    /// <summary>The values, or the codes of the violations.</summary>
    public static async Task<string> DescribeAsync(EventConnection connection, int count = int.MaxValue) =>
        string.Join(' ', (await TakeAsync(connection, count)).Select(item => item.Violation?.Code.ToString() ?? item.Value!.ToString()));

    public async Task SendAsync(params byte[][] envelopes) => await pipe.Output.WriteAsync(envelopes.SelectMany(envelope => envelope).ToArray(), RawPeer.Patience);

    public ValueTask CompleteAsync(Exception? why = null) => pipe.Output.CompleteAsync(why);

    public ValueTask StopReadingAsync() => pipe.Input.CompleteAsync();

    /// <summary>Returns when everything sent so far has been handled.</summary>
    public async Task SettleAsync(ulong number = 77)
    {
        await SendAsync(RawEnvelopes.Envelope(7, [.. RawEnvelopes.Number(number)[..^1], 0x8E]));
        string pong = Hex.Format([.. RawEnvelopes.Number(number)[..^1], 0x8F]);
        while (Hex.Format(await ReadAsync(7)) != pong)
        {
        }
    }

    /// <summary>Answers the next announcement, and returns its id.</summary>
    public async Task<ushort> AcceptAsync()
    {
        byte[] announcement = await ReadAsync(1);
        byte[] id = announcement[..(Array.IndexOf(announcement, (byte)0x81) + 1)];
        await SendAsync(RawEnvelopes.Envelope(12, id));
        return (ushort)id[..^1].Select((digit, place) => digit << (7 * place)).Sum();
    }

    /// <summary>Reads the next envelope of an id, and passes over others.</summary>
    public async Task<byte[]> ReadAsync(ushort id)
    {
        while (true)
        {
            (ushort read, byte[] payload) = await ReadAsync();
            if (read == id)
            {
                return payload;
            }
        }
    }

    public async Task<(ushort Id, byte[] Payload)> ReadAsync() => await TryReadAsync() ?? throw new AssertFailedException("The stream has ended.");

    /// <summary>Reads to the end of the stream.</summary>
    public async Task<List<(ushort Id, byte[] Payload)>> ReadToEndAsync()
    {
        List<(ushort Id, byte[] Payload)> read = [];
        while (await TryReadAsync() is { } next)
        {
            read.Add(next);
        }

        return read;
    }

    private async Task<(ushort Id, byte[] Payload)?> TryReadAsync()
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await pipe.Input.ReadAsync(RawPeer.Patience);
            }
            catch (IOException)
            {
                return null; // the connection has ended, and not everything was read
            }

            byte[] header = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, 6)).ToArray();
            int length = header.Length == 6 ? 4 + BinaryPrimitives.ReadInt32LittleEndian(header) : int.MaxValue;
            if (result.Buffer.Length >= length)
            {
                byte[] payload = result.Buffer.Slice(6, length - 6).ToArray();
                pipe.Input.AdvanceTo(result.Buffer.GetPosition(length));
                return (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(4)), payload);
            }

            pipe.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                Assert.IsTrue(result.Buffer.IsEmpty);
                return null;
            }
        }
    }
}
