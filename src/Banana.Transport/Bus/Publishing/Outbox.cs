using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Banana.Transport;

/// <summary>Events of one type that are to be published when there is room, without anyone waiting for that.</summary>
internal abstract class Outbox
{
    /// <summary>Publishes until the outbox is ended.</summary>
    public abstract Task RunAsync(CancellationToken stopping);
}

/// <inheritdoc/>
/// <param name="capacity">The most events that wait.</param>
/// <param name="publish">Publishes one.</param>
/// <param name="name">The wire name of the event.</param>
/// <param name="report">Where those are told that cannot be published.</param>
internal sealed class Outbox<T>(int capacity, Func<T, PublishOptions, CancellationToken, ValueTask> publish, string name, BusReport report) : Outbox
    where T : notnull
{
    private readonly Channel<(T Value, PublishOptions Options)> _waiting =
        Channel.CreateBounded<(T Value, PublishOptions Options)>(new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>Takes an event if there is room.</summary>
    public bool TryAdd(T value, PublishOptions options) => _waiting.Writer.TryWrite((value, options));

    [SuppressMessage("Design", "CA1031", Justification = "Nobody awaits the publication: what it throws is told.")]
    public override async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                (T value, PublishOptions options) = await _waiting.Reader.ReadAsync(stopping).ConfigureAwait(false);
                await publish(value, options, stopping).ConfigureAwait(false);
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                report.NotPublished(fault, name);
            }
            catch (Exception)
            {
                break; // the endpoint stops, and what waits is not published any more
            }
        }

        _waiting.Writer.Complete();
    }
}
