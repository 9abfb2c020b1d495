using Banana.Hosting;
using Banana.Transport;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds endpoints of the event bus to a host.</summary>
public static class BananaEndpointServices
{
    /// <summary>
    /// Adds an endpoint, which the host starts and stops. When it has started, the endpoint serves and its connections stand; services that
    /// are added later can use it from their start to their end. The endpoint is a keyed service, under its name; the first one is also the
    /// service <see cref="Endpoint"/> without a key.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name of the endpoint, by which others know it: any text of at most 255 bytes in UTF-8.</param>
    /// <param name="configure">An action that describes the endpoint; null for one that neither serves nor connects.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">
    /// The name is empty, too long, or not valid UTF-16, or there is already an endpoint of this name.
    /// </exception>
    public static IServiceCollection AddBananaEndpoint(this IServiceCollection services, string name, Action<BananaEndpointBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _ = new EventConnectionOptions { Name = name }; // checks it
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(Endpoint) && Equals(service.ServiceKey, name)))
        {
            throw new ArgumentException($"There is already a Banana endpoint '{name}'. Give each endpoint a name of its own.", nameof(name));
        }

        EndpointSetup setup = new(name);
        services.AddOptions<HostedEndpointOptions>(name).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HostedEndpointOptions>>(new HostedEndpointValidator(setup));
        services.AddKeyedSingleton(name, (provider, _) => NewEndpoint(setup, provider));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<Endpoint>(name));
        services.AddKeyedSingleton(name, (provider, _) => new EndpointService(setup, provider));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<EndpointService>(name));
        configure?.Invoke(new BananaEndpointBuilder(setup, services));
        return services;
    }

    private static Endpoint NewEndpoint(EndpointSetup setup, IServiceProvider services)
    {
        HostedEndpointOptions options = services.GetRequiredService<IOptionsMonitor<HostedEndpointOptions>>().Get(setup.Name);
        return new Endpoint(setup.Name, EndpointOptionsFactory.Create(setup, options, services));
    }
}
