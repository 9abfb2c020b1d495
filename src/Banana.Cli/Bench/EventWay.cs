using Banana.Transport;

namespace Banana.Cli.Bench;

/// <summary>Events of an endpoint.</summary>
/// <param name="endpoint">The endpoint, connected to all consumers.</param>
/// <param name="consumers">The names of their endpoints.</param>
internal sealed class EventWay(Endpoint endpoint, IEnumerable<string> consumers) : IBenchWay
{
    private readonly RequestOptions[] _asking = [.. consumers.Select(name => new RequestOptions { To = name })];

    public ValueTask BroadcastAsync(BenchEvent item, CancellationToken cancellationToken) => endpoint.PublishAsync(item, options: null, cancellationToken);

    public async ValueTask<long> AskAsync(int consumer, BenchEvent request, CancellationToken cancellationToken) =>
        (await endpoint.RequestAsync<BenchEvent, BenchAnswer>(request, _asking[consumer], cancellationToken).ConfigureAwait(false)).Number;
}
