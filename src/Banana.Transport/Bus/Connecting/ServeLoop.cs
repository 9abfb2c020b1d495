using System.Diagnostics.CodeAnalysis;

namespace Banana.Transport;

/// <summary>Accepts connections of one listener, within its limits.</summary>
/// <param name="listener">The listener.</param>
/// <param name="establisher">Makes links.</param>
/// <param name="maxConnections">The most connections at the same time.</param>
/// <param name="maxHandshakes">The most connections without a complete hello.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Where failures are told.</param>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore holds no handle.")]
internal sealed class ServeLoop(
    IListener listener, Establisher establisher, int maxConnections, int maxHandshakes, TimeProvider time, BusReport report)
{
    private static readonly ReconnectOptions s_delays = new() { FirstDelay = TimeSpan.FromMilliseconds(10), LongestDelay = TimeSpan.FromSeconds(5) };

    private readonly SemaphoreSlim _handshakes = new(maxHandshakes, maxHandshakes);
    private readonly TaskSet _connections = new();
    private readonly Backoff _backoff = new(s_delays, time);
    private int _count;

    /// <summary>Accepts until it is stopped or the listener is disposed, and then waits for the handshakes that are under way.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _handshakes.WaitAsync(stopping).ConfigureAwait(false);
                _connections.Add(HandleAsync(await AcceptAsync(stopping).ConfigureAwait(false), stopping));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // the endpoint stops, or the owner of the listener has disposed of it
        }

        await _connections.WhenAll().ConfigureAwait(false);
    }

    /// <summary>Accepts a connection. A listener that fails is asked again, ever more rarely.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Listeners are anyone's code; the failure is told.")]
    private async Task<CarrierConnection> AcceptAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                CarrierConnection accepted = await listener.AcceptAsync(stopping).ConfigureAwait(false);
                _backoff.Reset();
                return accepted;
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or ObjectDisposedException))
            {
                _backoff.TryNext(out TimeSpan delay);
                LogEvents.AcceptFailed(report.Logger, failure, report.Name, listener.Address, delay);
                await Backoff.DelayAsync(delay, time, stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task HandleAsync(CarrierConnection carrier, CancellationToken stopping)
    {
        bool isFull = Interlocked.Increment(ref _count) > maxConnections;
        try
        {
            if (await TryEstablishAsync(carrier, isFull, stopping).ConfigureAwait(false) is { } link)
            {
                await link.Closed.ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a peer makes of its handshake is told, and ends that connection alone.")]
    private async Task<Link?> TryEstablishAsync(CarrierConnection carrier, bool isFull, CancellationToken stopping)
    {
        try
        {
            if (!isFull)
            {
                return await establisher.EstablishAsync(carrier, isDialled: false, stopping).ConfigureAwait(false);
            }

            report.Overloaded(carrier.RemoteAddress, maxConnections, listener.Address);
            await establisher.TurnAwayAsync(carrier, $"{listener.Address} has {maxConnections} connections, the most it takes", stopping).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (!stopping.IsCancellationRequested)
            {
                report.NotEstablished(failure, carrier.RemoteAddress);
            }
        }
        finally
        {
            _handshakes.Release();
        }

        return null;
    }
}
