using Banana.Slicing;
using Banana.Transport;

namespace Banana.Cli.Bus;

/// <summary>
/// An event that is known by its name only: a value as it is on the wire. An endpoint tells its events apart by their types, so that each name needs
/// a type of its own, which is made of nested marks at run time.
/// </summary>
/// <param name="name">The wire name.</param>
internal abstract class NamedEvent(string name)
{
    public string Name => name;

    /// <summary>Makes an event of each name; of a name that is repeated, one.</summary>
    public static IReadOnlyList<NamedEvent> Of(IEnumerable<string> names)
    {
        List<NamedEvent> events = [];
        foreach (string name in names.Distinct())
        {
            events.Add(events is [.., { } last] ? last.Next(name) : new NamedEvent<object>(name));
        }

        return events;
    }

    public abstract void AddTo(EventTypeRegistry events);

    public abstract bool IsWanted(Endpoint endpoint);

    public abstract Task WaitUntilWantedAsync(Endpoint endpoint, CancellationToken cancellationToken);

    public abstract ValueTask PublishAsync(Endpoint endpoint, object? value, PublishOptions? options, CancellationToken cancellationToken);

    public abstract Subscription Subscribe(Endpoint endpoint, Func<object?, ValueTask> handler);

    public abstract Subscription Subscribe(Endpoint endpoint, Func<object?, EventContext, ValueTask> handler);

    /// <summary>Answers requests with what was asked.</summary>
    public abstract Subscription Echo(Endpoint endpoint);

    public abstract Task<object?> RequestAsync(Endpoint endpoint, object? value, NamedEvent answer, RequestOptions options, CancellationToken cancellationToken);

    protected abstract NamedEvent Next(string name);

    /// <summary>Sends a request that is answered by this event.</summary>
    protected internal abstract Task<object?> AskAsync<TRequest>(Endpoint endpoint, TRequest request, RequestOptions options, CancellationToken cancellationToken)
        where TRequest : notnull;
}

/// <inheritdoc/>
/// <typeparam name="TMark">What makes the type one of its own.</typeparam>
internal sealed class NamedEvent<TMark>(string name) : NamedEvent(name)
{
    public override void AddTo(EventTypeRegistry events) =>
        events.Add<Carried, object>(Name, BuiltInTypes.GenericValue, static carried => carried.Value, static value => new Carried(value));

    public override bool IsWanted(Endpoint endpoint) => endpoint.IsAnySubscribed<Carried>(includesSelf: false);

    public override Task WaitUntilWantedAsync(Endpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.WaitForAnySubscriptionAsync<Carried>(includesSelf: false, cancellationToken);

    public override ValueTask PublishAsync(Endpoint endpoint, object? value, PublishOptions? options, CancellationToken cancellationToken) =>
        endpoint.PublishAsync(new Carried(value), options, cancellationToken);

    public override Subscription Subscribe(Endpoint endpoint, Func<object?, ValueTask> handler) =>
        endpoint.Subscribe((Carried carried) => handler(carried.Value));

    public override Subscription Subscribe(Endpoint endpoint, Func<object?, EventContext, ValueTask> handler) =>
        endpoint.Subscribe((Carried carried, EventContext context, CancellationToken _) => handler(carried.Value, context));

    public override Subscription Echo(Endpoint endpoint) => endpoint.Respond(static (Carried carried) => carried);

    public override Task<object?> RequestAsync(Endpoint endpoint, object? value, NamedEvent answer, RequestOptions options, CancellationToken cancellationToken) =>
        answer.AskAsync(endpoint, new Carried(value), options, cancellationToken);

    protected override NamedEvent Next(string name) => new NamedEvent<NamedEvent<TMark>>(name);

    protected internal override async Task<object?> AskAsync<TRequest>(
        Endpoint endpoint, TRequest request, RequestOptions options, CancellationToken cancellationToken) =>
        (await endpoint.RequestAsync<TRequest, Carried>(request, options, cancellationToken).ConfigureAwait(false)).Value;

    private sealed record Carried(object? Value);
}
