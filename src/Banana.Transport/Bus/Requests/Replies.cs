namespace Banana.Transport;

/// <summary>Sends the answers to requests, to a peer or to this endpoint itself.</summary>
/// <param name="pending">The requests of this endpoint.</param>
/// <param name="events">The events, for their names.</param>
/// <param name="report">Where lost peers are told.</param>
internal sealed class Replies(PendingRequests pending, EventTypeRegistry events, BusReport report)
{
    /// <summary>Answers a request.</summary>
    /// <param name="requester">Who has asked; null for this endpoint.</param>
    /// <param name="number">The number of the request there.</param>
    /// <param name="response">The answer.</param>
    /// <param name="cancellationToken">A token that cancels the wait for room in the connection.</param>
    public async ValueTask SendAsync<TResponse>(Link? requester, ulong number, TResponse response, CancellationToken cancellationToken)
        where TResponse : notnull
    {
        EventType<TResponse> type = events.Find<TResponse>();
        if (requester is null)
        {
            pending.TakeAnswer(null, number, type.Name, response);
            return;
        }

        try
        {
            await requester.Connection
                .SendAsync(response, new EventMarks(Request: 0, Answers: number, BusTracing.Current), options: null, cancellationToken).ConfigureAwait(false);
            report.Meter.Sent(report.Name, type.Name);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            LogEvents.LostWhileSending(report.Logger, report.Name, requester.Label, gone.Message);
        }
    }

    /// <summary>Tells the requester that there will be no answer from here. Never fails.</summary>
    public void Fail(Link? requester, ulong number, string message, Exception? fault = null)
    {
        if (requester is not null)
        {
            requester.Connection.SendRequestFailure(number, message);
        }
        else
        {
            pending.TakeFailure(null, number, fault is null ? new RequestFailedException(message) : new RequestFailedException(message, fault));
        }
    }
}
