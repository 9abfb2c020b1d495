using System.IO.Pipelines;

namespace Banana.Transport.Tests.Streams;

/// <summary>A pipe that says whenever its reader has to wait, so that a test need not guess.</summary>
internal sealed class WatchedPipe(IDuplexPipe pipe) : PipeReader, IDuplexPipe
{
    /// <summary>Released once for each wait, when it has begun.</summary>
    public SemaphoreSlim Waits { get; } = new(0);

    public PipeReader Input => this;

    public PipeWriter Output => pipe.Output;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> reading = pipe.Input.ReadAsync(cancellationToken);
        if (!reading.IsCompleted)
        {
            Waits.Release();
        }

        return reading;
    }

    public override bool TryRead(out ReadResult result) => pipe.Input.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => pipe.Input.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => pipe.Input.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => pipe.Input.CancelPendingRead();

    public override void Complete(Exception? exception = null) => pipe.Input.Complete(exception);
}
