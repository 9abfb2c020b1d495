using System.IO.Pipelines;
using Banana.Transport.Tests.Events;

namespace Banana.Transport.Tests.Streams;

/// <summary>Pipes that fail in their own ways, or cannot be stopped: users see what is documented, and closing ends.</summary>
[TestClass]
public sealed class FailingPipeTests
{
    [TestMethod]
    [DataRow(typeof(IOException))]
    [DataRow(typeof(InvalidOperationException))]
    [DataRow(typeof(TimeoutException))]
    [DataRow(typeof(OperationCanceledException))]
    public async Task Failure_OfTheReader_IsAnIOException(Type failure)
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        await using EventConnection connection = new(here, RawEvents.NewOptions());
        Exception thrown = (Exception)Activator.CreateInstance(failure, "the pipe's own words")!;
        await peer.Output.CompleteAsync(thrown);
        IOException lost = await Assert.ThrowsExactlyAsync<IOException>(() => RawEvents.ReceiveAll(connection).WaitAsync(RawPeer.Patience));
        Assert.Contains("the pipe's own words", lost.Message);
        Assert.AreEqual(ConnectionCloseReason.InputOutput, connection.CloseReason);
    }

    /// <summary>A console or a serial port may not heed the cancelling of a read.</summary>
    [TestMethod]
    public async Task Dispose_WhileAReadCannotBeCancelled_EndsInTime()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        ManualTime time = new();
        OwnPipe stubborn = new(here) { HeedsCancelling = false };
        EventConnection connection = new(stubborn, RawEvents.NewOptions(time: time));
        Task<List<ReceivedEvent>> receiving = RawEvents.ReceiveAll(connection);
        await time.PassAsync(connection.DisposeAsync().AsTask());
        Assert.IsFalse(stubborn.IsCompleted, "somebody reads it");
        await peer.Output.WriteAsync(RawEvents.Envelope(7, ""), RawPeer.Patience);
        Assert.IsEmpty(await receiving.WaitAsync(RawPeer.Patience));
        Assert.AreEqual(ConnectionCloseReason.Disposed, connection.CloseReason);
    }

    [TestMethod]
    public async Task Dispose_WhenAReadFailsMeanwhile_IsNoFailure()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        ManualTime time = new();
        TokenConnection connection = new(new OwnPipe(here) { HeedsCancelling = false }, new TokenConnectionOptions { TimeProvider = time });
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        await time.PassAsync(connection.DisposeAsync().AsTask());
        await peer.Output.CompleteAsync(new ObjectDisposedException("the socket"));
        Assert.IsEmpty(await receiving.WaitAsync(RawPeer.Patience));
    }

    [TestMethod]
    public async Task Dispose_WhenThePipeFailsAtItsEnd_CompletesBothEnds()
    {
        (IDuplexPipe here, _) = DuplexPair.Create();
        OwnPipe reader = new(here) { Failure = new IOException("the reader's end") };
        EventConnection connection = new(new End(reader, PipeWriter.Create(new FailingStream())), RawEvents.NewOptions());
        await connection.DisposeAsync();
        Assert.IsTrue(reader.IsCompleted);
        await connection.DisposeAsync();
    }

    /// <summary>Who is told that the connection closes may do anything then.</summary>
    [TestMethod]
    public async Task Dispose_WhileASenderIsBusyWithBeingTold_DoesNotWaitForIt()
    {
        (IDuplexPipe here, _) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
        ManualTime time = new();
        EventConnection connection = new(here, RawEvents.NewOptions(time: time));
        using ManualResetEventSlim release = new();
        Task told = connection.SendAsync(new string('x', 500)).AsTask().ContinueWith(
            _ => release.Wait(RawPeer.Patience), RawPeer.Patience, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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

    [TestMethod]
    public async Task Read_ThatSomebodyElseCancels_GoesOn()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        WatchedPipe watched = new(here);
        await using TokenConnection connection = new(watched);
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        await watched.Waits.WaitAsync(RawPeer.Patience);
        here.Input.CancelPendingRead();
        await peer.Output.WriteAsync(Hex.Parse("0781"), RawPeer.Patience);
        Assert.AreEqual(7, (await receiving.WaitAsync(RawPeer.Patience)).Single().Value);
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class FailingStream : MemoryStream
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            throw new IOException("the writer's end");
        }
    }

    private sealed class OwnPipe(IDuplexPipe pipe) : PipeReader, IDuplexPipe
    {
        public bool HeedsCancelling { get; init; } = true;

        public Exception? Failure { get; init; }

        public bool IsCompleted { get; private set; }

        public PipeReader Input => this;

        public PipeWriter Output => pipe.Output;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => pipe.Input.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => pipe.Input.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => pipe.Input.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => pipe.Input.AdvanceTo(consumed, examined);

        public override void CancelPendingRead()
        {
            if (HeedsCancelling)
            {
                pipe.Input.CancelPendingRead();
            }
        }

        public override void Complete(Exception? exception = null)
        {
            IsCompleted = true;
            pipe.Input.Complete(exception);
            if (Failure is not null)
            {
                throw Failure;
            }
        }
    }
}
