using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Banana.Hosting;

/// <summary>Tells whether an endpoint serves, and is connected to all that it is to connect to.</summary>
/// <param name="service">What runs the endpoint.</param>
internal sealed class EndpointHealthCheck(EndpointService service) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check(context.Registration.FailureStatus));

    private HealthCheckResult Check(HealthStatus failure)
    {
        string name = service.Name;
        if (!service.IsServing)
        {
            return new HealthCheckResult(failure, $"'{name}' is not serving.", service.Endpoint?.Fault);
        }

        string[] missing = [.. service.FindMissingPeers()];
        Dictionary<string, object> data = new() { ["connections"] = service.Endpoint!.GetEndpoints().Count - 1 };
        return missing.Length == 0
            ? HealthCheckResult.Healthy($"'{name}' is serving.", data)
            : HealthCheckResult.Degraded($"'{name}' is not connected to {string.Join(", ", missing)}.", data: data);
    }
}
