using System.Runtime.ExceptionServices;

namespace Banana.Transport;

/// <summary>
/// Sends events. All sends of an event begin at once, so that they are in order with those of other events, and one that has to wait holds
/// up none of the others.
/// </summary>
/// <param name="requests">The requests that wait for answers.</param>
/// <param name="report">Where those are told that do not get an event.</param>
internal sealed class Broadcaster(PendingRequests requests, BusReport report)
{
    /// <summary>Sends an event to all of an audience; completes when each has it, or its connection has taken it.</summary>
    /// <param name="name">The wire name of the event.</param>
    /// <param name="audience">Who gets it.</param>
    /// <param name="value">The event.</param>
    /// <param name="request">The request that it is; null if it is none.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">A token that cancels the wait for room. Those that have room get the event nevertheless.</param>
    public ValueTask SendAsync<T>(
        string name, in Audience<T> audience, T value, PendingRequest? request, EventSendOptions? options, CancellationToken cancellationToken)
        where T : notnull
    {
        EventMarks marks = new(request?.Number ?? 0, Answers: 0, BusTracing.Current);
        List<(ValueTask Task, Link? Peer)>? waiting = null;
        if (audience.Local.Length > 0)
        {
            Delivery<T> item = new(value, Sender: null, marks.Request, marks.Trace, Credit: default);
            foreach (Subscriber<T> subscriber in audience.Local)
            {
                Note(subscriber.OfferAsync(item, cancellationToken), null, ref waiting);
            }
        }

        foreach (Link link in audience.Remote)
        {
            Note(Start(link, value, marks, options, cancellationToken), link, ref waiting);
            report.Meter.Sent(report.Name, name);
        }

        return waiting is null ? ValueTask.CompletedTask : AwaitSlowAsync(waiting, name, audience.IsChosen, audience.Count == 1, request);
    }

    private static ValueTask Start<T>(Link link, T value, in EventMarks marks, EventSendOptions? options, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            return link.Connection.SendAsync(value, marks, options, cancellationToken);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException(fault); // the others get the event
        }
    }

    private static void Note(ValueTask task, Link? peer, ref List<(ValueTask Task, Link? Peer)>? waiting)
    {
        if (task.IsCompletedSuccessfully)
        {
            task.GetAwaiter().GetResult(); // it may be pooled
        }
        else
        {
            (waiting ??= []).Add((task, peer));
        }
    }

    private async ValueTask AwaitSlowAsync(List<(ValueTask Task, Link? Peer)> waiting, string name, bool isChosen, bool isAlone, PendingRequest? request)
    {
        Exception? first = null;
        foreach ((ValueTask task, Link? peer) in waiting)
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (Exception failure) when (peer is not null && request is not null && failure is IOException or ObjectDisposedException or EventNotAcceptedException)
            {
                requests.TakeFailure(peer, request.Number, failure is EventNotAcceptedException ? failure : PendingRequests.NewDisconnected(peer));
            }
            catch (EventNotAcceptedException failure) when (!isAlone)
            {
                LogEvents.NotAccepted(report.Logger, failure, peer!.Label, name, report.Name);
            }
            catch (Exception gone) when (peer is not null && gone is IOException or ObjectDisposedException)
            {
                LogEvents.LostWhileSending(report.Logger, report.Name, peer!.Label, gone.Message);
                first ??= isChosen ? new PeerDisconnectedException($"'{peer.Label}' disconnected before the event '{name}' was sent.", gone) : null;
            }
            catch (Exception fault)
            {
                first ??= fault;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
