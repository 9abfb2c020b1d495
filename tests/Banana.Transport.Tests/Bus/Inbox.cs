using System.Threading.Channels;

namespace Banana.Transport.Tests.Bus;

/// <summary>What a subscription has received, in order.</summary>
internal sealed class Inbox<T> : IAsyncDisposable
    where T : notnull
{
    private readonly Channel<T> _received = Channel.CreateBounded<T>(100_000);
    private readonly Subscription _subscription;

    private Inbox(Endpoint endpoint, SubscriptionOptions? options) => _subscription = endpoint.Subscribe<T>(value => Assert.IsTrue(_received.Writer.TryWrite(value)), options);

    public Subscription Subscription => _subscription;

    /// <summary>Subscribes, and returns when all peers know of it.</summary>
    public static async Task<Inbox<T>> OpenAsync(Endpoint endpoint, SubscriptionOptions? options = null)
    {
        Inbox<T> inbox = new(endpoint, options);
        await inbox._subscription.Acknowledged.WaitAsync(TestBus.Patience);
        return inbox;
    }

    public async Task<T> NextAsync() => await _received.Reader.ReadAsync(TestBus.Patience);

    public async Task<List<T>> NextAsync(int count)
    {
        List<T> all = [];
        while (all.Count < count)
        {
            all.Add(await NextAsync());
        }

        return all;
    }

    public ValueTask DisposeAsync() => _subscription.DisposeAsync();
}
