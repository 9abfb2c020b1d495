using Banana.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Banana.Hosting.Tests;

/// <summary>A host with endpoints, which is stopped and disposed of at the end.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _hasStopped;

    public TestHost(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(Log);
        builder.Services.AddHealthChecks();
        configure(builder.Services);
        _host = builder.Build();
    }

    /// <summary>No test takes nearly as long.</summary>
    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public TestLog Log { get; } = new();

    public IServiceProvider Services => _host.Services;

    public Endpoint Endpoint => Services.GetRequiredService<Endpoint>();

    /// <summary>A Unix socket that nobody listens on yet.</summary>
    public static string NewAddress() => $"unix:{Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s")}";

    /// <summary>Creates a host with an endpoint.</summary>
    public static TestHost With(string name, Action<BananaEndpointBuilder> configure) => new(services => services.AddBananaEndpoint(name, configure));

    /// <summary>Creates a host and starts it.</summary>
    public static async Task<TestHost> StartAsync(string name, Action<BananaEndpointBuilder> configure)
    {
        TestHost host = With(name, configure);
        await host.StartAsync();
        return host;
    }

    public static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    public Task StartAsync() => _host.StartAsync(Patience);

    public Task StopAsync(CancellationToken? patience = null)
    {
        _hasStopped = true;
        return _host.StopAsync(patience ?? Patience);
    }

    /// <summary>Checks the health of all endpoints that have a check.</summary>
    public async Task<HealthReportEntry> CheckAsync() =>
        (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Patience)).Entries.Single().Value;

    /// <summary>Checks the health until it is this one; it follows what the endpoint knows within moments.</summary>
    public async Task<HealthReportEntry> CheckUntilAsync(HealthStatus status)
    {
        CancellationToken patience = Patience;
        while (true)
        {
            HealthReportEntry entry = await CheckAsync();
            if (entry.Status == status)
            {
                return entry;
            }

            patience.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_hasStopped)
        {
            await StopAsync();
        }

        await ((IAsyncDisposable)_host).DisposeAsync().AsTask().WaitAsync(Patience);
    }
}
