using System.Runtime.CompilerServices;

namespace Banana.Transport;

/// <summary>A subscription whose events are taken one by one by an enumeration.</summary>
internal sealed class StreamSubscriber<T>(string name, SubscriptionOptions options, SubscriberHost host) : Subscriber<T>(name, options, host)
    where T : notnull
{
    /// <summary>Takes events until the subscription ends.</summary>
    /// <param name="count">The number of events to take; null for all.</param>
    /// <param name="cancellationToken">A token that ends the subscription.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<T> TakeAsync(int? count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static self => ((StreamSubscriber<T>)self!).End(), this);
        int taken = 0;
        while (await WaitAsync().ConfigureAwait(false))
        {
            while (TryTake(out Delivery<T> item))
            {
                yield return item.Value;
                if (++taken == count)
                {
                    yield break;
                }
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public override ValueTask EndAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }
}
