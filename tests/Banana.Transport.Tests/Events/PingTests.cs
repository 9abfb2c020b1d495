using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

/// <summary>Only answers that a peer might read, and does not, are held against it.</summary>
[TestClass]
public sealed class PingTests
{
    [TestMethod]
    [Clause("E-5")]
    public async Task Pings_OfOnesOwnThatThePeerDoesNotRead_AreNoFlood()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
        ManualTime time = new();
        EventConnection connection = new(here, RawEvents.NewOptions(time: time));
        for (int i = 0; i < 1000; i++)
        {
            connection.Ping(ulong.MaxValue);
        }

        await SendTextAsync(peer);
        await using IAsyncEnumerator<ReceivedEvent> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.AreEqual("a", received.Current.Value);
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Pings_OfAPeerThatReadsNoMore_LoseNothingOfWhatHasArrived()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        await using EventConnection connection = new(here, RawEvents.NewOptions());
        await peer.Input.CompleteAsync();
        for (int i = 0; i < 1000; i++)
        {
            await peer.Output.WriteAsync(RawEvents.Envelope(7, "7f7f7f7f7f7f7f7f7f018e"), RawPeer.Patience);
        }

        await SendTextAsync(peer);
        await peer.Output.CompleteAsync();
        Assert.AreEqual("a", (await RawEvents.ReceiveAll(connection)).Single().Value);
        Assert.AreEqual(ConnectionCloseReason.EndOfStream, connection.CloseReason);
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Receive_AfterAGoodbye_EndsAtOnce()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        await using EventConnection connection = new(here, RawEvents.NewOptions());
        await peer.Output.WriteAsync(RawEvents.Envelope(6, ""), RawPeer.Patience); // and leaves its stream open
        Assert.IsEmpty(await RawEvents.ReceiveAll(connection).WaitAsync(RawPeer.Patience));
        Assert.IsTrue(RawEvents.ReceiveAll(connection).IsCompletedSuccessfully);
        Assert.AreEqual(ConnectionCloseReason.Goodbye, connection.CloseReason);
    }

    private static async Task SendTextAsync(IDuplexPipe peer) => await peer.Output.WriteAsync(
        (byte[])[.. RawEvents.Envelope(1, RawEvents.Announce(16, "test.text")), .. RawEvents.Envelope(16, "018261")], RawPeer.Patience);
}
