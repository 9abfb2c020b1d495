using System.Threading.Channels;
using Banana.Transport;

namespace Banana.Live.Tests.Bus;

/// <summary>Notes each connection that is made or ends, for each peer in order.</summary>
internal sealed class Witness
{
    private readonly Dictionary<string, Channel<ConnectionChange>> _byName;

    public Witness(Endpoint endpoint, params string[] names)
    {
        _byName = names.ToDictionary(name => name, _ => Channel.CreateUnbounded<ConnectionChange>());
        IAsyncEnumerator<ConnectionChange> changes = endpoint.WatchConnectionsAsync().GetAsyncEnumerator();
        Watching = WatchAsync(changes, changes.MoveNextAsync()); // it watches from the first step on
    }

    /// <summary>Completes when the endpoint has stopped.</summary>
    public Task Watching { get; }

    /// <summary>Waits for the next change of a peer, which must be a new connection.</summary>
    public async Task ExpectConnectionAsync(string name)
    {
        ConnectionChange change = await _byName[name].Reader.ReadAsync().AsTask().WaitAsync(BusProcess.Patience);
        Assert.IsTrue(change.IsConnected, $"{change}");
    }

    /// <summary>Waits for the next change of a peer, which must be the end of its connection.</summary>
    public async Task<ConnectionCloseReason?> ExpectEndAsync(string name)
    {
        ConnectionChange change = await _byName[name].Reader.ReadAsync().AsTask().WaitAsync(BusProcess.Patience);
        Assert.IsFalse(change.IsConnected, $"{change}");
        return change.Reason;
    }

    private async Task WatchAsync(IAsyncEnumerator<ConnectionChange> changes, ValueTask<bool> first)
    {
        await using IAsyncEnumerator<ConnectionChange> closing = changes;
        for (bool hasNext = await first; hasNext; hasNext = await changes.MoveNextAsync())
        {
            await _byName[changes.Current.Name].Writer.WriteAsync(changes.Current);
        }
    }
}
