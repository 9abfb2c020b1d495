using System.Diagnostics.CodeAnalysis;
using Banana.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Banana.Hosting;

/// <summary>Describes an endpoint of a host; see <see cref="BananaEndpointServices.AddBananaEndpoint"/>. Methods return the builder itself.</summary>
public sealed class BananaEndpointBuilder
{
    private readonly EndpointSetup _setup;

    internal BananaEndpointBuilder(EndpointSetup setup, IServiceCollection services)
    {
        _setup = setup;
        Services = services;
    }

    /// <summary>The name of the endpoint, which is also the name of its options and the key of its services.</summary>
    public string Name => _setup.Name;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Serves at addresses, besides those of the configuration.</summary>
    /// <param name="addresses">The addresses, in the forms of <see cref="CarrierAddress"/>, such as <c>unix:/run/shop.sock</c>.</param>
    public BananaEndpointBuilder Serve(params IEnumerable<string> addresses) => Configure(options => AddAll(options.Serve, addresses));

    /// <summary>Connects to other endpoints, besides those of the configuration.</summary>
    /// <param name="addresses">Their addresses, in the forms of <see cref="CarrierAddress"/>.</param>
    public BananaEndpointBuilder Connect(params IEnumerable<string> addresses) => Configure(options => AddAll(options.Connect, addresses));

    /// <summary>Sets options in code.</summary>
    /// <param name="configure">An action that sets them, called when the host starts, in the order of the calls of this builder.</param>
    public BananaEndpointBuilder Configure(Action<HostedEndpointOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Takes options from a configuration, whose keys are the properties of <see cref="HostedEndpointOptions"/>. An unknown key is an error.</summary>
    /// <param name="configuration">The section of the endpoint, such as <c>Configuration.GetSection("Banana:shop")</c>.</param>
    public BananaEndpointBuilder Bind(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Services.AddOptions<HostedEndpointOptions>(Name).Bind(configuration, static binder => binder.ErrorOnUnknownConfiguration = true);
        return this;
    }

    /// <summary>Registers an event under a name. Types with <see cref="EventAttribute"/> need no registration.</summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="name">The wire name, up to 255 bytes of UTF-8; the same on both sides.</param>
    public BananaEndpointBuilder AddEvent<TEvent>(string name)
        where TEvent : notnull => ConfigureEvents(events => events.Add<TEvent>(name));

    /// <summary>Registers events.</summary>
    /// <param name="register">An action that registers them, called when the endpoint is created.</param>
    public BananaEndpointBuilder ConfigureEvents(Action<EventTypeRegistry> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        _setup.Events.Add(register);
        return this;
    }

    /// <summary>Sets how graphs are written and read: the types that are not generated, and the policy.</summary>
    /// <param name="options">The options; the default is <c>new BananaSerializerOptions()</c>.</param>
    public BananaEndpointBuilder UseSerializer(BananaSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _setup.Serializer = options;
        return this;
    }

    /// <summary>Sets the options of listeners; an address that starts with <c>tls:</c> needs <see cref="TlsListenerOptions"/>.</summary>
    /// <param name="options">The options. By default, attempts to connect that fail are logged.</param>
    public BananaEndpointBuilder UseListenerOptions(ListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _setup.Listeners = options;
        return this;
    }

    /// <summary>Sets the options of connections to addresses that start with <c>tls:</c>.</summary>
    /// <param name="options">The options. By default, the operating system must trust the server's certificate.</param>
    public BananaEndpointBuilder UseTls(TlsConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _setup.Tls = options;
        return this;
    }

    /// <summary>
    /// Handles events of a type by a service of the container. Each event gets a scope of its own. Events are handled one after the other,
    /// beginning before the endpoint serves.
    /// </summary>
    /// <typeparam name="TEvent">The registered type of the events, exactly.</typeparam>
    /// <typeparam name="THandler">The handler. It is added as a scoped service unless it is a service already.</typeparam>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    public BananaEndpointBuilder AddHandler<TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        SubscriptionOptions? options = null)
        where TEvent : notnull
        where THandler : class, IEventHandler<TEvent>
    {
        Services.TryAddScoped<THandler>();
        _setup.Subscriptions.Add((services, endpoint) => ScopedHandlers.Subscribe<TEvent, THandler>(services, endpoint, options));
        return this;
    }

    /// <summary>Answers requests of a type by a service of the container; see <see cref="AddHandler{TEvent, THandler}"/>.</summary>
    /// <typeparam name="TRequest">The registered type of the requests, exactly.</typeparam>
    /// <typeparam name="TResponse">The registered type of the answers, exactly.</typeparam>
    /// <typeparam name="THandler">The handler. It is added as a scoped service unless it is a service already.</typeparam>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    public BananaEndpointBuilder AddRequestHandler<TRequest, TResponse, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        SubscriptionOptions? options = null)
        where TRequest : notnull
        where TResponse : notnull
        where THandler : class, IRequestHandler<TRequest, TResponse>
    {
        Services.TryAddScoped<THandler>();
        _setup.Subscriptions.Add((services, endpoint) => ScopedHandlers.Respond<TRequest, TResponse, THandler>(services, endpoint, options));
        return this;
    }

    private static void AddAll(IList<string> list, IEnumerable<string> addresses)
    {
        foreach (string address in addresses)
        {
            list.Add(address);
        }
    }
}
