using Banana.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of endpoints.</summary>
public static class BananaHealthChecks
{
    /// <summary>
    /// Adds a check of an endpoint that was added by <see cref="BananaEndpointServices.AddBananaEndpoint"/>. It is healthy while the endpoint
    /// serves, degraded while one of the endpoints in <see cref="HostedEndpointOptions.Connect"/> is not connected, and unhealthy before the
    /// start and after the end.
    /// </summary>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="endpoint">The name of the endpoint.</param>
    /// <param name="name">The name of the check; null for <c>banana:</c> and the name of the endpoint.</param>
    /// <param name="failureStatus">The status of an endpoint that does not serve; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to select checks by; null for none.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddBananaEndpoint(
        this IHealthChecksBuilder builder, string endpoint, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        return builder.Add(new HealthCheckRegistration(name ?? $"banana:{endpoint}", services => NewCheck(services, endpoint), failureStatus, tags));
    }

    private static EndpointHealthCheck NewCheck(IServiceProvider services, string endpoint) => new(
        services.GetKeyedService<EndpointService>(endpoint)
        ?? throw new InvalidOperationException($"There is no Banana endpoint '{endpoint}' to check. Add it: services.AddBananaEndpoint(\"{endpoint}\", …)."));
}
