namespace Banana.Transport;

/// <summary>
/// The requests of an endpoint that wait for their answers. The first answer of someone who was asked counts; all others are counted
/// and dropped. A request of which all who were asked are gone or have failed, fails.
/// </summary>
internal sealed class PendingRequests(BusReport report)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, PendingRequest> _byNumber = [];
    private ulong _last;
    private bool _hasStopped;

    /// <summary>Their number.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byNumber.Count;
            }
        }
    }

    /// <summary>Adds a request, before it is sent.</summary>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public PendingRequest<TResponse> Add<TResponse>(List<Link?> asked, string expected)
        where TResponse : notnull
    {
        lock (_gate)
        {
            if (_hasStopped)
            {
                throw NewStopped();
            }

            PendingRequest<TResponse> request = new(++_last, asked, expected);
            _byNumber.Add(request.Number, request);
            report.Meter.Pending(report.Name, 1);
            return request;
        }
    }

    /// <summary>Forgets a request, whatever has become of it.</summary>
    public void Remove(PendingRequest request)
    {
        lock (_gate)
        {
            RemoveLocked(request);
        }
    }

    /// <summary>Takes an answer. A late one is counted.</summary>
    /// <param name="sender">Who answers; null for this endpoint.</param>
    /// <param name="number">The number of the request.</param>
    /// <param name="name">The wire name of the answer.</param>
    /// <param name="value">The answer.</param>
    public void TakeAnswer(Link? sender, ulong number, string name, object value)
    {
        if (TakeIf(number, request => request.Asks(sender)) is { } request)
        {
            request.Answer(name, value);
        }
        else
        {
            report.RepliedLate(sender?.Label ?? report.Name);
        }
    }

    /// <summary>Takes the news that one of those who were asked has failed.</summary>
    public void TakeFailure(Link? sender, ulong number, Exception fault) =>
        TakeIf(number, request => request.GiveUpOn(sender))?.Fail(fault);

    /// <summary>Takes the news that a peer is gone.</summary>
    public void Lose(Link peer)
    {
        List<PendingRequest> lost;
        lock (_gate)
        {
            lost = [.. _byNumber.Values.Where(request => request.Lose(peer))];
            lost.ForEach(RemoveLocked);
        }

        foreach (PendingRequest request in lost)
        {
            request.Fail(NewDisconnected(peer));
        }
    }

    /// <summary>Fails all requests, and refuses new ones.</summary>
    public void Stop()
    {
        List<PendingRequest> rest;
        lock (_gate)
        {
            _hasStopped = true;
            rest = [.. _byNumber.Values];
            rest.ForEach(RemoveLocked);
        }

        rest.ForEach(static request => request.Fail(NewStopped()));
    }

    /// <summary>Creates the exception for a request whose peer is gone.</summary>
    public static PeerDisconnectedException NewDisconnected(Link peer) => new($"'{peer.Label}' disconnected before it answered.");

    private static ObjectDisposedException NewStopped() => new(null, "The endpoint has stopped, so that there will be no answer. Make a new one.");

    private PendingRequest? TakeIf(ulong number, Predicate<PendingRequest> predicate)
    {
        lock (_gate)
        {
            if (!_byNumber.TryGetValue(number, out PendingRequest? request) || !predicate(request))
            {
                return null;
            }

            RemoveLocked(request);
            return request;
        }
    }

    private void RemoveLocked(PendingRequest request)
    {
        if (_byNumber.Remove(request.Number))
        {
            report.Meter.Pending(report.Name, -1);
        }
    }
}
