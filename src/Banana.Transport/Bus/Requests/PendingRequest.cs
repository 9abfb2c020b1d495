namespace Banana.Transport;

/// <summary>A request that waits for its answer.</summary>
/// <param name="number">Its number at this endpoint.</param>
/// <param name="asked">Those who may answer, once for each handler that is known; null stands for this endpoint.</param>
internal abstract class PendingRequest(ulong number, List<Link?> asked)
{
    /// <summary>Its number at this endpoint.</summary>
    public ulong Number => number;

    /// <summary>Whether it was sent to <paramref name="peer"/>, who has not failed since.</summary>
    public bool Asks(Link? peer) => asked.Contains(peer);

    /// <summary>Gives up on one of those who may answer; true if nobody is left.</summary>
    public bool GiveUpOn(Link? peer) => asked.Remove(peer) && asked.Count == 0;

    /// <summary>Gives up on a peer altogether; true if nobody is left.</summary>
    public bool Lose(Link peer) => asked.RemoveAll(other => ReferenceEquals(other, peer)) > 0 && asked.Count == 0;

    /// <summary>Completes the request with an answer whose wire name is <paramref name="name"/>.</summary>
    public abstract void Answer(string name, object value);

    /// <summary>Completes the request with an error.</summary>
    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
/// <typeparam name="TResponse">The type of the answer, exactly.</typeparam>
internal sealed class PendingRequest<TResponse>(ulong number, List<Link?> asked, string expected) : PendingRequest(number, asked)
    where TResponse : notnull
{
    private readonly TaskCompletionSource<TResponse> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer.</summary>
    public Task<TResponse> Response => _response.Task;

    public override void Answer(string name, object value)
    {
        if (name == expected)
        {
            _response.TrySetResult((TResponse)value);
        }
        else
        {
            _response.TrySetException(new UnexpectedResponseException($"The answer is an event '{ForeignText.Escape(name)}', where '{expected}' was expected."));
        }
    }

    public override void Fail(Exception fault)
    {
        if (fault is OperationCanceledException cancelled)
        {
            _response.TrySetCanceled(cancelled.CancellationToken);
        }
        else if (_response.TrySetException(fault))
        {
            _ = _response.Task.Exception; // observed: the call may have failed for another reason
        }
    }
}
