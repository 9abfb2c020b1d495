using System.IO.Pipelines;

namespace Banana.Transport.Tests.Streams;

/// <summary>A call of a pipe that can fail.</summary>
public enum PipeCall
{
    Read,
    Advance,
    CancelRead,
    CompleteInput,
    GetSpan,
    AdvanceOutput,
    Flush,
    CancelFlush,
    CompleteOutput,
}

/// <summary>A pipe of which any call fails from a moment on, or that cannot be cancelled.</summary>
internal sealed class FaultyPipe : IDuplexPipe
{
    private readonly FaultyReader _reader;
    private readonly FaultyWriter _writer;
    private volatile Exception? _failure;
    private PipeCall _call;

    public FaultyPipe(IDuplexPipe pipe)
    {
        _reader = new FaultyReader(this, pipe.Input);
        _writer = new FaultyWriter(this, pipe.Output);
    }

    public PipeReader Input => _reader;

    public PipeWriter Output => _writer;

    public bool HeedsCancelling { get; init; } = true;

    public bool IsInputCompleted { get; private set; }

    public bool IsOutputCompleted { get; private set; }

    /// <summary>From now on, this call fails.</summary>
    public void Fail(PipeCall call, Exception failure)
    {
        _call = call;
        _failure = failure;
    }

    private void Check(PipeCall call)
    {
        if (_failure is { } failure && _call == call)
        {
            throw failure;
        }
    }

    private sealed class FaultyReader(FaultyPipe owner, PipeReader inner) : PipeReader
    {
        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            owner.Check(PipeCall.Read);
            return inner.ReadAsync(cancellationToken);
        }

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            inner.AdvanceTo(consumed, examined);
            owner.Check(PipeCall.Advance);
        }

        public override void CancelPendingRead()
        {
            if (owner.HeedsCancelling)
            {
                inner.CancelPendingRead();
            }

            owner.Check(PipeCall.CancelRead);
        }

        public override void Complete(Exception? exception = null)
        {
            owner.IsInputCompleted = true;
            inner.Complete(exception);
            owner.Check(PipeCall.CompleteInput);
        }
    }

    private sealed class FaultyWriter(FaultyPipe owner, PipeWriter inner) : PipeWriter
    {
        public override Memory<byte> GetMemory(int sizeHint = 0)
        {
            owner.Check(PipeCall.GetSpan);
            return inner.GetMemory(sizeHint);
        }

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            owner.Check(PipeCall.AdvanceOutput);
            inner.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            owner.Check(PipeCall.Flush);
            return inner.FlushAsync(cancellationToken);
        }

        public override void CancelPendingFlush()
        {
            inner.CancelPendingFlush();
            owner.Check(PipeCall.CancelFlush);
        }

        public override void Complete(Exception? exception = null)
        {
            owner.IsOutputCompleted = true;
            inner.Complete(exception);
            owner.Check(PipeCall.CompleteOutput);
        }
    }
}
