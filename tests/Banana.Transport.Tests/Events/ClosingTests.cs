using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEvents;

namespace Banana.Transport.Tests.Events;

/// <summary>Who closes a connection is told so, wherever it waits; a peer that has gone is a matter of input and output.</summary>
[TestClass]
public sealed class ClosingTests
{
    private static readonly PipeOptions s_small = new(pauseWriterThreshold: 100, resumeWriterThreshold: 50);

    [TestMethod]
    public async Task Dispose_WhileSendersWaitForTheFlushAndForTheirTurn_TellsThemThatItIsClosed()
    {
        ManualTime time = new();
        (IDuplexPipe here, _) = DuplexPair.Create(s_small);
        EventConnection connection = new(here, NewOptions(time: time));
        Task flushing = connection.SendAsync(new string('x', 500)).AsTask();
        Task waiting = connection.SendAsync("waits for its turn").AsTask();
        Task saying = connection.DisposeAsync().AsTask(); // has patience with a peer that does not read
        foreach (Task sending in (Task[])[flushing, waiting])
        {
            ObjectDisposedException closed = await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
            Assert.Contains("Make a new", closed.Message);
        }

        Assert.IsFalse(saying.IsCompleted);
        await time.PassAsync(saying);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await connection.SendAsync("too late"));
        Assert.AreEqual(ConnectionCloseReason.Disposed, connection.CloseReason);
    }

    [TestMethod]
    public async Task Dispose_AfterAProtocolError_TellsWhoSendsThatItIsClosed()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create(s_small);
        ManualTime time = new();
        EventConnection connection = new(here, NewOptions(time: time));
        Task flushing = connection.SendAsync(new string('x', 500)).AsTask();
        await peer.Output.WriteAsync(Hex.Parse("00000000"));
        await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => ReceiveAll(connection).WaitAsync(RawPeer.Patience)); // though the peer cannot be told
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => flushing.WaitAsync(RawPeer.Patience));
        await time.PassAsync(connection.DisposeAsync().AsTask());
        Assert.AreEqual(ConnectionCloseReason.ProtocolError, connection.CloseReason);
    }

    [TestMethod]
    public async Task Sending_WhileThePeerGoes_IsAnIOException()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create(s_small);
        EventConnection connection = new(here, NewOptions());
        Task flushing = connection.SendAsync(new string('x', 500)).AsTask();
        Task waiting = connection.SendAsync("waits for its turn").AsTask();
        await peer.Input.CompleteAsync();
        await Assert.ThrowsExactlyAsync<IOException>(() => flushing.WaitAsync(RawPeer.Patience));
        await Assert.ThrowsExactlyAsync<IOException>(() => waiting.WaitAsync(RawPeer.Patience));
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Pong_ToAPeerThatHasGone_LosesNothingOfWhatHasArrived()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        await using EventConnection connection = new(here, NewOptions());
        await peer.Output.WriteAsync((byte[])
        [
            .. Envelope(1, Announce(16, "test.text")), .. Envelope(7, "058e"), .. Envelope(16, "018261"), .. Envelope(7, "068e"), .. Envelope(16, "018262"),
        ]);
        await peer.Input.CompleteAsync();
        await peer.Output.CompleteAsync();
        Assert.AreEqual("a b", string.Join(' ', (await ReceiveAll(connection)).Select(item => item.Value)));
        await Assert.ThrowsExactlyAsync<IOException>(async () => await connection.SendAsync("nobody reads it"));
    }

    [TestMethod]
    public async Task RawPong_ToAPeerThatHasGone_LosesNothingOfWhatHasArrived()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        TokenConnection connection = new(here);
        await peer.Output.WriteAsync(Hex.Parse("058e 0181 068e 0281"));
        await peer.Input.CompleteAsync();
        await peer.Output.CompleteAsync();
        Assert.AreEqual("1 2", string.Join(' ', (await RawPeer.TakeAsync(connection, int.MaxValue)).Select(item => item.Value)));
        await Assert.ThrowsExactlyAsync<IOException>(async () => await connection.SendAsync<object>(7));
        await connection.DisposeAsync();
    }
}
