using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace Banana.Transport;

/// <summary>Listens in memory, for a <see cref="MemoryConnector"/> in the same process: for tests, and for parts of one program.</summary>
public sealed class MemoryListener : IListener
{
    private static readonly ConcurrentDictionary<string, MemoryListener> s_listeners = new();

    private readonly string _name;
    private readonly Channel<MemoryConnection> _waiting;

    /// <summary>Creates a listener and starts it.</summary>
    /// <param name="name">The name, which no other listener of this process has.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="IOException">The name is in use.</exception>
    public MemoryListener(string name, ListenerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        _waiting = Channel.CreateBounded<MemoryConnection>((options ?? ListenerOptions.Default).Backlog);
        if (!s_listeners.TryAdd(name, this))
        {
            throw new IOException($"{Address} is in use by another listener of this process. Dispose it, or choose another name.");
        }
    }

    /// <inheritdoc/>
    public string Address => AddressOf(_name);

    /// <inheritdoc/>
    public async ValueTask<CarrierConnection> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(null, $"The listener on {Address} is disposed. Make a new one.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (s_listeners.TryRemove(KeyValuePair.Create(_name, this)))
        {
            _waiting.Writer.Complete();
            while (_waiting.Reader.TryRead(out MemoryConnection? unwanted))
            {
                await unwanted.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    internal static string AddressOf(string name) => $"memory:{name}";

    /// <summary>Connects to the listener of a name.</summary>
    /// <exception cref="IOException">There is none.</exception>
    internal static async ValueTask<CarrierConnection> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        try
        {
            if (s_listeners.TryGetValue(name, out MemoryListener? listener))
            {
                await listener._waiting.Writer.WriteAsync(new MemoryConnection(there, AddressOf(name)), cancellationToken).ConfigureAwait(false);
                return new MemoryConnection(here, AddressOf(name));
            }
        }
        catch (ChannelClosedException)
        {
            // it was just disposed
        }

        throw new IOException($"{AddressOf(name)} cannot be reached: no listener of this process has this name.");
    }
}
