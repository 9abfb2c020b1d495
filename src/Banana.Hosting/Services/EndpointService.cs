using System.Diagnostics.CodeAnalysis;
using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Banana.Hosting;

/// <summary>
/// Runs an endpoint in a host. All endpoints of a host serve before one of them connects, so that they may connect to each other; one is
/// started when its connections stand.
/// </summary>
/// <param name="setup">What the code says about the endpoint.</param>
/// <param name="services">The container.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source holds no handle.")]
internal sealed class EndpointService(EndpointSetup setup, IServiceProvider services) : IHostedLifecycleService
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = services.GetService<ILoggerFactory>()?.CreateLogger<Endpoint>() ?? NullLogger<Endpoint>.Instance;
    private EndpointPeer[] _peers = [];
    private Task _connecting = Task.CompletedTask;
    private volatile Endpoint? _endpoint;
    private volatile bool _isServing;

    /// <summary>The name of the endpoint.</summary>
    public string Name => setup.Name;

    /// <summary>The endpoint, once the host starts it; null before.</summary>
    public Endpoint? Endpoint => _endpoint;

    /// <summary>Whether the endpoint serves; a fault of a handler may have ended it.</summary>
    public bool IsServing => _isServing && !_endpoint!.Stopped.IsCompleted;

    private HostedEndpointOptions Options => services.GetRequiredService<IOptionsMonitor<HostedEndpointOptions>>().Get(setup.Name);

    /// <summary>Returns the configured peers that are not connected, as text.</summary>
    public IEnumerable<string> FindMissingPeers() => _peers.Select(peer => peer.FindFault(_endpoint!)).OfType<string>();

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        HostedEndpointOptions options = Options;
        Endpoint endpoint = _endpoint = services.GetRequiredKeyedService<Endpoint>(setup.Name);
        foreach (Action<IServiceProvider, Endpoint> subscribe in setup.Subscriptions)
        {
            subscribe(services, endpoint); // first, so that no peer finds the endpoint without them
        }

        foreach (string address in options.Serve)
        {
            await endpoint.ServeAsync(CarrierAddress.Parse(address).Listen(setup.Listeners ?? NewListenerOptions(address))).ConfigureAwait(false);
        }

        _peers = [.. options.Connect.Select(address => new EndpointPeer(CarrierAddress.Parse(address).ToConnector(setup.Tls)))];
        _isServing = true;
        if (options.StopsHostOnFault)
        {
            _ = StopHostOnFaultAsync(endpoint);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Options.WaitsForConnections)
        {
            _connecting = Task.WhenAll(_peers.Select(TryConnectAsync));
            return;
        }

        IReadOnlyList<string> names = await _endpoint!.ConnectAsync([.. _peers.Select(peer => peer.Connector)], cancellationToken).ConfigureAwait(false);
        foreach ((EndpointPeer peer, string name) in _peers.Zip(names))
        {
            peer.Name = name;
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops after the services that were added later, which may publish to their end, and before those added earlier.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isServing = false;
        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
            await (_endpoint?.DisposeAsync().AsTask().WaitAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false); // null if the start has failed
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogEvents.StillStopping(_logger, setup.Name);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private ListenerOptions NewListenerOptions(string address) => new()
    {
        AcceptFailed = failure => LogEvents.NotAcceptedAt(_logger, failure, setup.Name, address),
        TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
    };

    [SuppressMessage("Design", "CA1031", Justification = "The failure is told, in the log and by the health check.")]
    private async Task TryConnectAsync(EndpointPeer peer)
    {
        try
        {
            peer.Name = await _endpoint!.ConnectAsync(peer.Connector, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (!_stopping.IsCancellationRequested)
            {
                LogEvents.GaveUp(_logger, failure, setup.Name, peer.Connector.ToString()!);
            }
        }
    }

    private async Task StopHostOnFaultAsync(Endpoint endpoint)
    {
        await endpoint.Stopped.ConfigureAwait(false);
        if (endpoint.Fault is not null && !_stopping.IsCancellationRequested)
        {
            services.GetService<IHostApplicationLifetime>()?.StopApplication();
        }
    }
}
