using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>Whatever a peer writes: events, violations, or a protocol error, and no other exception; and the connection ends with its stream.</summary>
[TestClass]
public sealed class HostileEnvelopeTests
{
    private static readonly string[] s_values =
    [
        "0087", "0082", "0182 61", "0182 ff", "0981", "1081", "1181", "0f81", "7f7f7f7f0781", "7f7f7f7f7f7f7f7f7f0181", "00000481", "01000481", "1083", "0081", "0181", "0281", "0481",
        "0885 ffffffffffffffff", "0186 01", "84 000000000000f87f", "88 89", "88 04826e6f6e65 89", "8a", "8e", "058e", "038f", "018d78", "89", "0088", "ff", "",
    ];

    private static byte[] s_conversation = [];

    [ClassInitialize]
    public static async Task RecordAsync(TestContext _)
    {
        List<(ushort Id, byte[] Payload)> sent = await RawEventPeer.RecordAsync(async connection =>
        {
            await connection.SendAsync("text");
            await connection.SendAsync(new Node { Name = "n", Edges = [new Node { Id = 1 }] });
            await connection.SendAsync("marked", new EventMarks(1, 2, default), null, RawPeer.Patience);
            connection.Ping(5);
            await connection.SendAsync(new Feed { Name = "feed", Items = new[] { "one", "two" }.ToAsyncEnumerable() });
            await connection.SendAsync(new Node { Name = "large", Edges = [.. Enumerable.Range(0, 400).Select(i => new Node { Id = i, Name = "an edge of some length" })] });
        });
        s_conversation =
        [
            .. new RawHello().ToEnvelope(), .. sent[..^1].SelectMany(envelope => Envelope(envelope.Id, envelope.Payload)),
            .. Envelope(2, Number(1), Number(1), Text("test.text")), .. Credit(0, 5), .. Envelope(11, Number(Large)), .. Goodbye(),
        ];
    }

    [TestMethod]
    public async Task Conversation_ThatIsNotTouched_IsReceivedWhole()
    {
        (bool isWhole, int events) = await ReceiveAsync([s_conversation], "untouched");
        Assert.AreEqual((true, 5), (isWhole, events));
    }

    [TestMethod]
    public async Task Conversation_MutatedAnywhere_GivesEventsOrAProtocolError()
    {
        int whole = 0;
        for (int i = 0; i < 3000; i++)
        {
            Random random = new(Seeds.Fixed + i);
            byte[] mutated = [.. s_conversation];
            for (int count = random.Next(1, 4); count > 0; count--)
            {
                byte[] value = random.Next(2) == 0 ? Hex.Parse(s_values[random.Next(s_values.Length)]) : [(byte)random.Next(256)];
                int at = random.Next(random.Next(2) == 0 ? Math.Min(1000, mutated.Length) : mutated.Length); // where most is said
                value.AsSpan(0, Math.Min(value.Length, mutated.Length - at)).CopyTo(mutated.AsSpan(at));
            }

            whole += (await ReceiveAsync(Cuts.InPieces(mutated, random.Next(mutated.Length / 100, mutated.Length)), $"seed {Seeds.Fixed + i}")).IsWhole ? 1 : 0;
        }

        Assert.IsTrue(whole is > 20 and < 2980, $"{whole} whole");
    }

    [TestMethod]
    public async Task Conversation_CutAnywhere_GivesEventsOrAProtocolError()
    {
        int step = s_conversation.Length / 400;
        for (int length = 0; length < s_conversation.Length; length += length < 600 ? 1 : step)
        {
            Assert.IsFalse((await ReceiveAsync([s_conversation[..length]], $"cut at {length}")).IsWhole);
        }
    }

    [TestMethod]
    public async Task Envelopes_OfAnything_GiveEventsOrAProtocolError()
    {
        for (int i = 0; i < 2000; i++)
        {
            Random random = new(Seeds.Fixed + i);
            List<byte> stream = [.. new RawHello().ToEnvelope(), .. Announce(16, "test.text"), .. Announce(17, "test.number")];
            for (int count = random.Next(1, 8); count > 0; count--)
            {
                byte[][] fields = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Hex.Parse(s_values[random.Next(s_values.Length)]))];
                stream.AddRange(Envelope((ushort)random.Next(19), fields));
            }

            await ReceiveAsync([[.. stream]], $"seed {Seeds.Fixed + i}: {Hex.Format([.. stream])}");
        }
    }

    /// <summary>Whether the stream was received to its goodbye, and how many events there were.</summary>
    private static async Task<(bool IsWhole, int Events)> ReceiveAsync(byte[][] pieces, string what)
    {
        Pipe there = new(new PipeOptions(pauseWriterThreshold: 0));
        Pipe back = new(new PipeOptions(pauseWriterThreshold: 0));
        Task<EventConnection> opening = EventConnection.OpenAsync(new End(there.Reader, back.Writer), EventPair.NewOptions()).AsTask();
        foreach (byte[] piece in pieces)
        {
            await there.Writer.WriteAsync(piece);
        }

        await there.Writer.CompleteAsync();
        EventConnection connection;
        try
        {
            connection = await opening.WaitAsync(RawPeer.Patience);
        }
        catch (ConnectionFailedException refused) when (refused.InnerException is null or BananaProtocolException)
        {
            return (false, 0);
        }
        catch (Exception other)
        {
            throw new AssertFailedException(what, other);
        }

        int events = 0;
        try
        {
            await connection.Closed.WaitAsync(RawPeer.Patience);
            foreach (ReceivedEvent item in await RawEventPeer.TakeAsync(connection))
            {
                events++;
                Assert.AreNotEqual(item.Value is null, item.Violation is null);
                if (item.Value is Feed { Items: { } items })
                {
                    await DrainAsync(items);
                }
            }
        }
        catch (BananaProtocolException)
        {
            // one of the permitted ends
        }
        catch (Exception other)
        {
            throw new AssertFailedException(what, other);
        }

        Assert.IsNotNull(connection.CloseReason, what);
        await connection.DisposeAsync();
        return (connection.CloseReason == ConnectionCloseReason.Goodbye, events);
    }

    private static async Task DrainAsync(IAsyncEnumerable<string> items)
    {
        try
        {
            await foreach (string item in items.WithCancellation(RawPeer.Patience))
            {
                Assert.IsNotNull(item);
            }
        }
        catch (ViolationException)
        {
            // it was given up, or an element was refused
        }
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
