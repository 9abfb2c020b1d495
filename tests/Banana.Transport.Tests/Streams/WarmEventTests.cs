using System.IO.Pipelines;
using Banana.Transport.Tests.Events;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Streams;

/// <summary>What events cost when everything has been used before.</summary>
[TestClass]
[DoNotParallelize]
public sealed class WarmEventTests
{
    private const int Events = 5000;

    [TestMethod]
    public async Task Send_OfASmallEventThatNeedNotWait_AllocatesNothing()
    {
        await using EventPair pair = await EventPair.OpenAsync();
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++) // the pool lends a new array now and then, to one thread or the other
        {
            least = Math.Min(least, await SendAsync(pair));
        }

        Assert.AreEqual(0, least);

        static async Task<long> SendAsync(EventPair pair)
        {
            Task<List<ReceivedEvent>> receiving = RawEventPeer.TakeAsync(pair.Right, 1000 + 2);
            await pair.Left.SendAsync("first");
            await pair.Left.SendAsync(0);
            long allocated = SendMany(pair.Left);
            await receiving;
            return allocated;
        }

        static long SendMany(EventConnection connection)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 500; i++)
            {
                ValueTask text = connection.SendAsync("a");
                ValueTask number = connection.SendAsync(12345);
                Assert.IsTrue(text.IsCompletedSuccessfully && number.IsCompletedSuccessfully);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [TestMethod]
    public async Task Receive_OfASmallEvent_AllocatesTheEventAndLittleMore()
    {
        const int Boxed = 24;
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 0));
        await there.Output.WriteAsync((byte[])[.. new RawHello().ToEnvelope(), .. Announce(16, "test.number")]);
        byte[] many = [.. Enumerable.Repeat(Envelope(16, Number(12345)), Events).SelectMany(envelope => envelope)];
        EventConnection connection = await EventConnection.OpenAsync(here, EventPair.NewOptions());
        await using IAsyncEnumerator<ReceivedEvent> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        long allocated = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            allocated = Math.Min(allocated, await MeasureAsync()); // a reader that overtakes the sender is woken for each event
        }

        Assert.IsLessThanOrEqualTo(Boxed + 64, allocated / Events);
        await connection.DisposeAsync();

        async Task<long> MeasureAsync()
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await there.Output.WriteAsync(many, RawPeer.Patience);
            for (int i = 0; i < Events; i++)
            {
                Assert.IsTrue(await received.MoveNextAsync());
            }

            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }
}
