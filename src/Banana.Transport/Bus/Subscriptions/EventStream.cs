namespace Banana.Transport;

/// <summary>A sequence of events; each enumeration has a subscription of its own, which begins with the first step.</summary>
/// <param name="switchboard">Where it subscribes.</param>
/// <param name="create">Creates the subscription.</param>
/// <param name="take">The number of events; null for all.</param>
/// <param name="cancellation">A token that cancels all enumerations.</param>
internal sealed class EventStream<T>(Switchboard switchboard, Func<StreamSubscriber<T>> create, int? take, CancellationToken cancellation) : IAsyncEnumerable<T>
    where T : notnull
{
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (take == 0)
        {
            yield break;
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, cancellationToken);
        either.Token.ThrowIfCancellationRequested();
        StreamSubscriber<T> subscriber = create();
        _ = switchboard.Add(subscriber);
        try
        {
            await foreach (T value in subscriber.TakeAsync(take, either.Token).ConfigureAwait(false))
            {
                yield return value;
            }
        }
        finally
        {
            switchboard.Remove(subscriber);
            subscriber.End();
        }
    }
}
