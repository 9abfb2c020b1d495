using System.Threading.Channels;

namespace Banana.Transport.Tests.Bus;

/// <summary>A subscription whose handler stays where it is until the gate opens.</summary>
internal sealed class Gate<T>
    where T : notnull
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<T> _handled = Channel.CreateBounded<T>(100_000);

    public Gate(Endpoint endpoint, SubscriptionOptions options) => Subscription = endpoint.Subscribe<T>(
        async (value, token) =>
        {
            _entered.TrySetResult();
            await _open.Task.WaitAsync(token);
            Assert.IsTrue(_handled.Writer.TryWrite(value));
        },
        options);

    public Subscription Subscription { get; }

    public Task EnteredAsync() => _entered.Task.WaitAsync(TestBus.Patience);

    public void Open() => _open.SetResult();

    public async Task<int[]> HandledAsync(int count)
    {
        List<T> all = [];
        while (all.Count < count)
        {
            all.Add(await _handled.Reader.ReadAsync(TestBus.Patience));
        }

        return [.. all.Select(value => value is Number number ? number.Value : 0)];
    }
}
