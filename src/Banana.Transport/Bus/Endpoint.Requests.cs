using System.Diagnostics;

namespace Banana.Transport;

public sealed partial class Endpoint
{
    /// <summary>The number of requests that wait for their answers.</summary>
    internal int PendingRequests => _requests.Count;

    /// <summary>
    /// Sends a request and waits for its answer. If several endpoints or handlers are asked, the first answer counts, and the request fails
    /// when all of them have failed.
    /// </summary>
    /// <typeparam name="TRequest">The registered type of the request, exactly.</typeparam>
    /// <typeparam name="TResponse">The registered type of the answer, exactly.</typeparam>
    /// <param name="request">The request. It must not change any more.</param>
    /// <param name="options">Who is asked, and how long to wait; null for all that subscribe, and 30 seconds.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="NoSubscribersException">Nobody is there to answer.</exception>
    /// <exception cref="PeerDisconnectedException">The endpoint that was asked is gone.</exception>
    /// <exception cref="RequestFailedException">The handler failed, or could not be called.</exception>
    /// <exception cref="UnexpectedResponseException">The answer is of another type.</exception>
    /// <exception cref="TimeoutException">No answer came in time. One that comes later is counted and dropped.</exception>
    /// <exception cref="EventNotAcceptedException">The endpoint that was asked cannot read the request.</exception>
    /// <exception cref="ViolationException">A value in the request cannot be sent, or the answer was refused.</exception>
    /// <exception cref="NotSupportedException">A type is not registered.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped, perhaps during the call.</exception>
    public async Task<TResponse> RequestAsync<TRequest, TResponse>(TRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : notnull
        where TResponse : notnull
    {
        ArgumentNullException.ThrowIfNull(request);
        options ??= RequestOptions.Default;
        Route<TRequest> route = FindRoute<TRequest>();
        string expected = _options.Events.Find<TResponse>().Name;
        Audience<TRequest> audience = FindAudience(route, options.To);
        List<Link?> asked = [.. audience.Remote, .. audience.Local.Where(subscriber => subscriber.Answers).Select(_ => (Link?)null)];
        if (asked.Count == 0)
        {
            throw NewUnsubscribed(route.Name, options.To);
        }

        using Activity? activity = BusTracing.StartSend("request", ActivityKind.Client, Name, route.Name);
        PendingRequest<TResponse> pending = _requests.Add<TResponse>(asked, expected);
        using CancellationTokenSource patience = new(options.Timeout, Time);
        using CancellationTokenSource? either =
            cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token) : null;
        CancellationToken token = (either ?? patience).Token;
        using CancellationTokenRegistration registration = token.UnsafeRegister(
            static (pending, token) => ((PendingRequest)pending!).Fail(new OperationCanceledException(token)), pending);
        try
        {
            await _broadcaster.SendAsync(route.Name, audience, request, pending, options.Send, token).ConfigureAwait(false);
            return await pending.Response.ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            BusTracing.Fail(activity, fault);
            if (fault is not OperationCanceledException || !patience.IsCancellationRequested || cancellationToken.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }

            throw new TimeoutException($"No answer to '{route.Name}' came within {options.Timeout}.", fault);
        }
        finally
        {
            _requests.Remove(pending);
        }
    }
}
