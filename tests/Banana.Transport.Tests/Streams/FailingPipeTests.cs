using System.IO.Pipelines;
using Banana.Transport.Tests.Events;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Streams;

/// <summary>Pipes that fail in their own ways, or cannot be stopped: users see what is documented, and closing ends.</summary>
[TestClass]
public sealed class FailingPipeTests
{
    public static IEnumerable<object[]> Calls =>
        from call in Enum.GetValues<PipeCall>()
        from failure in (Type[])[typeof(IOException), typeof(InvalidOperationException), typeof(OperationCanceledException), typeof(NullReferenceException)]
        select new object[] { call, failure };

    /// <summary>Whatever a pipe throws: the connection ends, all tasks end, and disposing does not fail.</summary>
    [TestMethod]
    [DynamicData(nameof(Calls))]
    public async Task Failure_OfAnyCall_IsTheEndOfTheConnection(PipeCall call, Type failure)
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        FaultyPipe pipe = new(here);
        RawEventPeer peer = new(there);
        await peer.SendAsync(new RawHello { StreamWindow = 8192 }.ToEnvelope());
        EventConnection connection = await EventConnection.OpenAsync(pipe, EventPair.NewOptions()).AsTask().WaitAsync(RawPeer.Patience);
        Task accepting = peer.AcceptAsync();
        await connection.SendAsync("before").AsTask().WaitAsync(RawPeer.Patience);
        await accepting;
        Task waiting = connection.SendAsync(new string('x', 100_000)).AsTask(); // for credit
        pipe.Fail(call, (Exception)Activator.CreateInstance(failure, "the pipe's own words")!);
        try
        {
            connection.Ping();
            await peer.SendAsync(Envelope(7, "058e"));
            await peer.SendAsync(Envelope(7, "068e"));
        }
        catch (InvalidOperationException)
        {
            // the pipe is complete
        }

        if (call is PipeCall.Read or PipeCall.Advance or PipeCall.GetSpan or PipeCall.AdvanceOutput or PipeCall.Flush)
        {
            Exception lost = await Assert.ThrowsAsync<Exception>(() => waiting.WaitAsync(RawPeer.Patience));
            Assert.IsTrue(lost is IOException or ObjectDisposedException, lost.ToString());
        }

        if (call is PipeCall.Read or PipeCall.Advance)
        {
            await connection.Closed.WaitAsync(RawPeer.Patience);
            Assert.AreEqual(ConnectionCloseReason.InputOutput, connection.CloseReason);
            IOException thrown = await Assert.ThrowsExactlyAsync<IOException>(() => RawEventPeer.TakeAsync(connection));
            Assert.Contains("the pipe's own words", thrown.Message);
        }

        await connection.DisposeAsync().AsTask().WaitAsync(RawPeer.Patience);
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.IsTrue(pipe.IsInputCompleted && pipe.IsOutputCompleted);
        Exception over = await Assert.ThrowsAsync<Exception>(() => waiting.WaitAsync(RawPeer.Patience));
        Assert.IsTrue(over is IOException or ObjectDisposedException, over.ToString());
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow(typeof(IOException))]
    [DataRow(typeof(InvalidOperationException))]
    [DataRow(typeof(TimeoutException))]
    [DataRow(typeof(OperationCanceledException))]
    public async Task Failure_OfTheReader_IsAnIOException(Type failure)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.CompleteAsync((Exception)Activator.CreateInstance(failure, "the pipe's own words")!);
        IOException lost = await Assert.ThrowsExactlyAsync<IOException>(() => RawEventPeer.TakeAsync(connection).WaitAsync(RawPeer.Patience));
        Assert.Contains("the pipe's own words", lost.Message);
        Assert.AreEqual(ConnectionCloseReason.InputOutput, connection.CloseReason);
        await connection.DisposeAsync();
    }

    /// <summary>A console or a serial port may not heed the cancelling of a read.</summary>
    [TestMethod]
    public async Task Dispose_WhileAReadCannotBeCancelled_EndsInTime()
    {
        ManualTime time = new();
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        FaultyPipe pipe = new(here) { HeedsCancelling = false };
        RawEventPeer peer = new(there);
        await peer.SendAsync(new RawHello().ToEnvelope());
        EventConnection connection = await EventConnection.OpenAsync(pipe, EventPair.NewOptions(time)).AsTask().WaitAsync(RawPeer.Patience);
        await time.PassAsync(connection.DisposeAsync().AsTask());
        Assert.IsFalse(pipe.IsInputCompleted, "somebody reads it");
        await peer.SendAsync(Announce(16, "test.text"), Envelope(16, Text("too late")));
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.IsEmpty(await RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(ConnectionCloseReason.Disposed, connection.CloseReason);
    }

    [TestMethod]
    public async Task Read_ThatSomebodyElseCancels_GoesOn()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        WatchedPipe watched = new(here);
        RawEventPeer peer = new(there);
        await peer.SendAsync(new RawHello().ToEnvelope());
        EventConnection connection = await EventConnection.OpenAsync(watched, EventPair.NewOptions()).AsTask().WaitAsync(RawPeer.Patience);
        await watched.Waits.WaitAsync(RawPeer.Patience);
        here.Input.CancelPendingRead();
        await peer.SettleAsync();
        await connection.DisposeAsync();
    }

    /// <summary>Who is told that the connection closes may do anything then.</summary>
    [TestMethod]
    public async Task Dispose_WhileASenderIsBusyWithBeingTold_DoesNotWaitForIt()
    {
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(EventPair.NewOptions(time), new RawHello { StreamWindow = 8192 });
        Task accepting = peer.AcceptAsync();
        using ManualResetEventSlim release = new();
        Task told = connection.SendAsync(new string('x', 50_000)).AsTask().ContinueWith(
            _ => release.Wait(RawPeer.Patience), RawPeer.Patience, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await accepting;
        try
        {
            await time.PassAsync(Task.Run(async () => await connection.DisposeAsync()));
        }
        finally
        {
            release.Set();
        }

        await told;
    }
}
