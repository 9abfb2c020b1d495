using System.Diagnostics.CodeAnalysis;

namespace Banana.Transport;

/// <summary>Connects to one address, and again when the connection has ended, if that is wanted.</summary>
/// <param name="connector">The address.</param>
/// <param name="establisher">Makes links.</param>
/// <param name="reconnect">How often to try again; null for never.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Where failures are told.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source holds no handle, and who comes late must be told.")]
internal sealed class Dialer(IConnector connector, Establisher establisher, ReconnectOptions? reconnect, TimeProvider time, BusReport report)
{
    private readonly CancellationTokenSource _stopping = new();
    private Link? _link;

    /// <summary>The name of the endpoint at that address; null before the first connection.</summary>
    public string? PeerName => Volatile.Read(ref _link)?.Name;

    /// <summary>Connects for the first time, with as many attempts as are allowed. What refuses us now is not asked again.</summary>
    public async Task<Link> ConnectAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        return await DialAsync(IsPassing, either.Token).ConfigureAwait(false);
    }

    /// <summary>Connects again whenever the connection ends, until it is stopped or there are no more attempts.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The last failure is told.")]
    public async Task KeepAsync()
    {
        while (reconnect is not null && !_stopping.IsCancellationRequested)
        {
            await _link!.Closed.ConfigureAwait(false);
            try
            {
                await new Backoff(reconnect, time).WaitAsync(_stopping.Token).ConfigureAwait(false); // others have lost the same server
                await DialAsync(static _ => true, _stopping.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                if (!_stopping.IsCancellationRequested)
                {
                    LogEvents.GaveUp(report.Logger, failure, report.Name, connector.ToString()!);
                }

                return;
            }
        }
    }

    /// <summary>Closes the connection.</summary>
    public Task CloseAsync() => Volatile.Read(ref _link)?.CloseAsync(ConnectionCloseReason.Disposed, message: null) ?? Task.CompletedTask;

    /// <summary>Ends attempts that are under way, and makes no more. Leaves the connection open.</summary>
    public void Stop() => _stopping.Cancel();

    private static bool IsPassing(Exception failure) =>
        failure is TimeoutException or (IOException and not ConnectionFailedException { Reason: ConnectionCloseReason.Incompatible or ConnectionCloseReason.Rejected });

    private async Task<Link> DialAsync(Predicate<Exception> isWorthRetrying, CancellationToken cancellationToken)
    {
        Backoff? backoff = reconnect is null ? null : new Backoff(reconnect, time);
        while (true)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                CarrierConnection carrier = await connector.ConnectAsync(cancellationToken).ConfigureAwait(false);
                _link = await establisher.EstablishAsync(carrier, isDialled: true, cancellationToken).ConfigureAwait(false);
                return _link;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && backoff is not null && isWorthRetrying(failure))
            {
                if (!backoff.TryNext(out TimeSpan delay))
                {
                    throw;
                }

                LogEvents.Retrying(report.Logger, failure, report.Name, connector.ToString()!, delay);
                await Backoff.DelayAsync(delay, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
