namespace Banana.Transport;

/// <summary>Accepts again after a failure, and ends when the listener is disposed.</summary>
/// <param name="address">The address of the listener.</param>
/// <param name="options">Whom to tell about failures.</param>
internal sealed class PatientAccept(string address, ListenerOptions options) : IDisposable
{
    /// <summary>Short: peers are waiting. But what is missing, such as open files, does not come back at once.</summary>
    private static readonly ReconnectOptions s_delays = new() { FirstDelay = TimeSpan.FromMilliseconds(10), LongestDelay = TimeSpan.FromSeconds(1) };

    private readonly CancellationTokenSource _disposed = new();
    private readonly Backoff _backoff = new(s_delays, options.TimeProvider);

    /// <summary>Accepts a connection.</summary>
    /// <param name="accept">A function that waits for one and may fail.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="ObjectDisposedException">The listener is disposed.</exception>
    public async ValueTask<CarrierConnection> AcceptAsync(Func<CancellationToken, ValueTask<CarrierConnection>> accept, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        try
        {
            while (true)
            {
                either.Token.ThrowIfCancellationRequested();
                if (await TryAcceptAsync(accept, either.Token).ConfigureAwait(false) is { } accepted)
                {
                    _backoff.Reset();
                    return accepted;
                }

                await _backoff.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            throw new ObjectDisposedException(null, $"The listener on {address} is disposed. Make a new one.");
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested(); // with the caller's token
            throw;
        }
    }

    /// <summary>Ends a pending accept, and all later ones. The source is not disposed: who comes late must be told.</summary>
    public void Dispose() => _disposed.Cancel();

    private async ValueTask<CarrierConnection?> TryAcceptAsync(Func<CancellationToken, ValueTask<CarrierConnection>> accept, CancellationToken cancellationToken)
    {
        try
        {
            return await accept(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is IOException or System.Net.Sockets.SocketException)
        {
            options.AcceptFailed?.Invoke(failure);
            return null;
        }
    }
}
