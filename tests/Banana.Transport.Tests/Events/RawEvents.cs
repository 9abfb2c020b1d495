using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Transport.Tests.Events;

/// <summary>Envelopes as a peer may write them, and what a connection makes of them.</summary>
internal static class RawEvents
{
    public static EventConnectionOptions NewOptions(int maxPayloadBytes = 1024, int maxEventTypes = 1024, TimeProvider? time = null)
    {
        EventConnectionOptions options = new() { MaxPayloadBytes = maxPayloadBytes, MaxEventTypes = maxEventTypes, TimeProvider = time ?? TimeProvider.System };
        options.Serializer.Types.Add(Node.Sliceable);
        options.Events.Add("test.node", Node.Sliceable).Add("test.text", BuiltInTypes.String);
        return options;
    }

    public static Task<List<ReceivedEvent>> ReceiveRaw(params byte[][] pieces) => ReceiveRaw(NewOptions(), pieces);

    public static async Task<List<ReceivedEvent>> ReceiveRaw(EventConnectionOptions options, params byte[][] pieces)
    {
        Pipe there = new(new PipeOptions(pauseWriterThreshold: 0));
        Pipe back = new(new PipeOptions(pauseWriterThreshold: 0));
        foreach (byte[] piece in pieces)
        {
            await there.Writer.WriteAsync(piece);
        }

        await there.Writer.CompleteAsync();
        await using EventConnection receiver = new(new End(there.Reader, back.Writer), options);
        return await ReceiveAll(receiver);
    }

    public static async Task<List<ReceivedEvent>> ReceiveAll(EventConnection connection)
    {
        List<ReceivedEvent> received = [];
        await foreach (ReceivedEvent item in connection.ReceiveAllAsync())
        {
            received.Add(item);
        }

        return received;
    }

    public static byte[] Envelope(ushort id, string payload) => Envelope(id, Hex.Parse(payload));

    public static byte[] Envelope(ushort id, ReadOnlySpan<byte> payload) =>
        [.. BitConverter.GetBytes(payload.Length + 2), .. BitConverter.GetBytes(id), .. payload];

    /// <summary>An announcement spelled out without any vocabulary.</summary>
    public static byte[] Announce(int id, string name) => Announce(Number(id), [.. Number(name.Length)[..^1], 0x82, .. System.Text.Encoding.UTF8.GetBytes(name)]);

    /// <summary>An announcement of any tokens.</summary>
    public static byte[] Announce(byte[] id, byte[] name) =>
    [
        .. Hex.Parse("88 0882 636f707961626c65 1182 62616e616e612e6576656e742d74797065 0282 6964"),
        .. id,
        .. Hex.Parse("0482 6e616d65"), .. name, 0x89,
    ];

    private static byte[] Number(int id) => [(byte)(id & 0x7F), (byte)((id >> 7) & 0x7F), (byte)(id >> 14), 0x81];

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
