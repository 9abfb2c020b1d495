using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Banana.Transport;

public sealed partial class Endpoint
{
    private readonly List<IListener> _listeners = []; // its own lock, which also guards the dialers
    private readonly List<Dialer> _dialers = [];

    /// <summary>
    /// Accepts connections of a listener until it or the endpoint is disposed of. May be called for any number of listeners. When the task
    /// ends, the endpoint is serving.
    /// </summary>
    /// <param name="listener">The listener, which the endpoint disposes of when it stops.</param>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public ValueTask ServeAsync(IListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (_listeners)
        {
            ThrowIfStopped();
            _listeners.Add(listener);
        }

        ServeLoop loop = new(listener, _establisher, _options.MaxConnections, _options.MaxPendingHandshakes, Time, _report);
        _background.Add(loop.RunAsync(_stopping.Token));
        LogEvents.Serving(_report.Logger, Name, listener.Address);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Connects to another endpoint. When the task ends, each side knows what the other one subscribes to: what is published from then on
    /// arrives.
    /// </summary>
    /// <param name="connector">Where the other endpoint serves.</param>
    /// <param name="cancellationToken">A token that cancels the attempt.</param>
    /// <returns>The name of the other endpoint.</returns>
    /// <exception cref="ConnectionRejectedException">
    /// The other endpoint is this one, is already connected or has no name, or refuses the connection.
    /// </exception>
    /// <exception cref="ConnectionFailedException">The two sides do not fit together, or the peer did not say hello in time.</exception>
    /// <exception cref="IOException">The address cannot be reached, or the peer is gone.</exception>
    /// <exception cref="TimeoutException">The peer did not tell what it subscribes to.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    /// <exception cref="OperationCanceledException">The attempt was cancelled.</exception>
    public async Task<string> ConnectAsync(IConnector connector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connector);
        return (await ConnectAsync([connector], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Connects to several endpoints at the same time. If one of them fails, none stays connected by this call.</summary>
    /// <param name="connectors">Where the other endpoints serve; each may occur once.</param>
    /// <param name="cancellationToken">A token that cancels the attempts.</param>
    /// <returns>The names of the other endpoints, in the same order.</returns>
    /// <inheritdoc cref="ConnectAsync(IConnector, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<string>> ConnectAsync(IReadOnlyCollection<IConnector> connectors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectors);
        RequireDistinct(connectors);
        Dialer[] dialers = [.. connectors.Select(NewDialer)];
        lock (_listeners)
        {
            ThrowIfStopped();
            _dialers.AddRange(dialers);
        }

        Exception? first = null;
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        Link?[] links = await Task.WhenAll(dialers.Select(TryConnectAsync)).ConfigureAwait(false);
        if (first is not null)
        {
            await Task.WhenAll(dialers.Select(EndAsync)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfStopped();
            ExceptionDispatchInfo.Throw(first);
        }

        Array.ForEach(dialers, dialer => _background.Add(KeepAsync(dialer)));
        return [.. links.Select(link => link!.Name)];

        async Task<Link?> TryConnectAsync(Dialer dialer)
        {
            try
            {
                return await dialer.ConnectAsync(either.Token).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                Interlocked.CompareExchange(ref first, fault, null);
                Array.ForEach(dialers, static other => other.Stop());
                return null;
            }
        }
    }

    /// <summary>Closes the connection to another endpoint, and does not connect to it again.</summary>
    /// <param name="endpoint">The name of the other endpoint.</param>
    /// <returns>Whether it was connected.</returns>
    public async ValueTask<bool> DisconnectAsync(string endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Dialer[] dialers;
        lock (_listeners)
        {
            dialers = [.. _dialers.Where(dialer => dialer.PeerName == endpoint)];
        }

        foreach (Dialer dialer in dialers)
        {
            dialer.Stop();
        }

        if (!_switchboard.TryFind(endpoint, out Link? link))
        {
            return false;
        }

        await link.CloseAsync(ConnectionCloseReason.Disposed, message: null).ConfigureAwait(false);
        return true;
    }

    private static void RequireDistinct(IReadOnlyCollection<IConnector> connectors)
    {
        HashSet<string> addresses = [];
        foreach (IConnector connector in connectors)
        {
            ArgumentNullException.ThrowIfNull(connector, nameof(connectors));
            if (!addresses.Add(connector.ToString()!))
            {
                throw new ConnectionRejectedException($"{connector} occurs more than once in one call, and two endpoints share at most one connection.");
            }
        }
    }

    private Dialer NewDialer(IConnector connector) => new(connector, _establisher, _options.Reconnect, Time, _report);

    private async Task KeepAsync(Dialer dialer)
    {
        await dialer.KeepAsync().ConfigureAwait(false);
        Forget(dialer);
    }

    /// <summary>Ends what a call has connected that fails as a whole.</summary>
    private async Task EndAsync(Dialer dialer)
    {
        dialer.Stop();
        Forget(dialer);
        await dialer.CloseAsync().ConfigureAwait(false);
    }

    private void Forget(Dialer dialer)
    {
        lock (_listeners)
        {
            _dialers.Remove(dialer);
        }
    }

    private async Task StopConnectingAsync()
    {
        IListener[] listeners;
        Dialer[] dialers;
        lock (_listeners)
        {
            listeners = [.. _listeners];
            dialers = [.. _dialers];
        }

        foreach (Dialer dialer in dialers)
        {
            dialer.Stop();
        }

        await Task.WhenAll(listeners.Select(CloseAsync)).ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Listeners are anyone's code; the failure is told.")]
    private async Task CloseAsync(IListener listener)
    {
        try
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            LogEvents.ListenerNotClosed(_report.Logger, fault, Name, listener.Address);
        }
    }

    private void ThrowIfStopped()
    {
        if (Volatile.Read(ref _isStopping) != 0)
        {
            throw Switchboard.NewStopped();
        }
    }
}
