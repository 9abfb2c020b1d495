using System.Threading.Channels;

namespace Banana.Transport;

/// <summary>The handshakes of a listener, which run beside each other and beside accepting. Their number is limited, and so is that of completed ones.</summary>
/// <param name="listener">The listener of the carrier below.</param>
/// <param name="options">The limits.</param>
/// <param name="handshake">A function that does a handshake, and disposes the connection if it fails.</param>
internal sealed class PendingHandshakes(
    IListener listener, TlsListenerOptions options, Func<CarrierConnection, CancellationToken, Task<CarrierConnection>> handshake) : IAsyncDisposable
{
    private readonly LinkedList<Handshake> _pending = []; // the oldest first
    private readonly Channel<CarrierConnection> _done = Channel.CreateBounded<CarrierConnection>(options.Backlog);
    private readonly CancellationTokenSource _disposed = new();
    private Task? _accepting;

    /// <summary>Waits for a handshake that succeeds; null if disposed.</summary>
    public async ValueTask<CarrierConnection?> TakeAsync(CancellationToken cancellationToken)
    {
        lock (_pending)
        {
            _accepting ??= Task.Run(AcceptAllAsync, CancellationToken.None);
        }

        try
        {
            return await _done.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>Ends all handshakes, and the connections that nobody has taken. Call it when the listener below is disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        Task accepting;
        lock (_pending)
        {
            accepting = _accepting ??= Task.CompletedTask;
        }

        await _disposed.CancelAsync().ConfigureAwait(false);
        _done.Writer.TryComplete();
        await accepting.ConfigureAwait(false);
        Task[] running;
        lock (_pending)
        {
            running = [.. _pending.Select(pending => pending.Running)];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        while (_done.Reader.TryRead(out CarrierConnection? unwanted))
        {
            await unwanted.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (await _done.Writer.WaitToWriteAsync(_disposed.Token).ConfigureAwait(false)) // no more than somebody takes
            {
                Start(await listener.AcceptAsync(_disposed.Token).ConfigureAwait(false));
            }
        }
        catch (Exception ended) when (_disposed.IsCancellationRequested && ended is OperationCanceledException or ObjectDisposedException)
        {
            _done.Writer.TryComplete();
        }
        catch (Exception failure)
        {
            _done.Writer.TryComplete(failure); // AcceptAsync throws it
        }
    }

    private void Start(CarrierConnection accepted)
    {
        lock (_pending)
        {
            if (_pending.Count == options.MaxHandshakes)
            {
                _pending.First!.Value.MakeRoom();
                _pending.RemoveFirst();
            }

            Handshake starting = new();
            LinkedListNode<Handshake> node = _pending.AddLast(starting);
            starting.Running = RunAsync(accepted, node);
        }
    }

    /// <summary>Does a handshake. Never fails: the listener goes on.</summary>
    private async Task RunAsync(CarrierConnection accepted, LinkedListNode<Handshake> node)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // a handshake computes before it waits
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(node.Value.Ending, _disposed.Token);
        try
        {
            CarrierConnection done = await handshake(accepted, either.Token).ConfigureAwait(false);
            if (!_done.Writer.TryWrite(done))
            {
                await WriteSlowAsync(done).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // nobody is waiting for it
        }
        catch (OperationCanceledException)
        {
            options.AcceptFailed?.Invoke(new IOException(
                $"{accepted} had not completed the TLS handshake when {options.MaxHandshakes} others were waiting. It was closed to make room for the next one."));
        }
        catch (Exception failure)
        {
            options.AcceptFailed?.Invoke(failure);
        }
        finally
        {
            Remove(node);
        }
    }

    private async Task WriteSlowAsync(CarrierConnection done)
    {
        try
        {
            await _done.Writer.WriteAsync(done, _disposed.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await done.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Remove(LinkedListNode<Handshake> node)
    {
        lock (_pending)
        {
            if (node.List is not null)
            {
                _pending.Remove(node);
            }
        }

        node.Value.Dispose();
    }

    /// <summary>A handshake in progress.</summary>
    private sealed class Handshake : IDisposable
    {
        private readonly CancellationTokenSource _ending = new();

        public Task Running { get; set; } = Task.CompletedTask;

        public CancellationToken Ending => _ending.Token;

        /// <summary>Ends it. Its continuations run elsewhere: the caller holds the lock.</summary>
        public void MakeRoom() => _ = _ending.CancelAsync();

        public void Dispose() => _ending.Dispose();
    }
}
