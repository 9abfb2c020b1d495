using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Banana.Transport;

/// <summary>
/// A reader that may be closed by another thread, which ends a pending read with an <see cref="IOException"/>. The pipe is completed when its buffers are not in
/// use: at once, or at the end of the read in progress.
/// </summary>
internal sealed class MemoryInput(PipeReader pipe) : PipeReader
{
    private readonly Lock _sync = new();
    private bool _isReading; // until AdvanceTo
    private bool _isClosed;

    /// <summary>Ends reading.</summary>
    public void Close()
    {
        lock (_sync)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            if (_isReading)
            {
                pipe.CancelPendingRead();
            }
            else
            {
                pipe.Complete();
            }
        }
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        Begin();
        ValueTask<ReadResult> reading = pipe.ReadAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? reading : ReadSlowAsync(reading);
    }

    public override bool TryRead(out ReadResult result)
    {
        Begin();
        if (pipe.TryRead(out result))
        {
            return true;
        }

        End();
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        pipe.AdvanceTo(consumed, examined);
        End();
    }

    public override void CancelPendingRead() => pipe.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        pipe.Complete(exception);
        End();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReadSlowAsync(ValueTask<ReadResult> reading)
    {
        ReadResult result;
        try
        {
            result = await reading.ConfigureAwait(false);
        }
        catch
        {
            End();
            throw;
        }

        if (Volatile.Read(ref _isClosed))
        {
            AdvanceTo(result.Buffer.Start);
            throw NewClosed();
        }

        return result;
    }

    private void Begin()
    {
        lock (_sync)
        {
            if (_isClosed)
            {
                throw NewClosed();
            }

            _isReading = true;
        }
    }

    private void End()
    {
        lock (_sync)
        {
            _isReading = false;
            if (_isClosed)
            {
                pipe.Complete();
            }
        }
    }

    private static IOException NewClosed() => new("The connection is closed. Make a new one.");
}
