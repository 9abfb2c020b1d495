namespace Banana.Transport;

/// <summary>Listens on one address. Disposing it ends a pending accept, and leaves accepted connections open.</summary>
public interface IListener : IAsyncDisposable
{
    /// <summary>The address that it listens on, which peers can connect to; a port that the system has chosen is named.</summary>
    string Address { get; }

    /// <summary>
    /// Waits for a peer to connect. An attempt that fails does not end the listener, nor the call, which waits for the next one.
    /// Only one call may be in progress at a time.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the wait; no connection is lost.</param>
    /// <returns>The connection, which the caller disposes.</returns>
    /// <exception cref="ObjectDisposedException">The listener is disposed, perhaps during the call.</exception>
    ValueTask<CarrierConnection> AcceptAsync(CancellationToken cancellationToken = default);
}
