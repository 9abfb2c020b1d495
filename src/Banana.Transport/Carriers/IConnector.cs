namespace Banana.Transport;

/// <summary>Connects to one address. Its <see cref="object.ToString"/> is the address, as <see cref="CarrierConnection.RemoteAddress"/> has it.</summary>
public interface IConnector
{
    /// <summary>Connects. May be called any number of times, from any thread; each call makes a connection of its own.</summary>
    /// <param name="cancellationToken">A token that cancels the attempt.</param>
    /// <returns>The connection, which the caller disposes.</returns>
    /// <exception cref="IOException">There is no connection. The message names the address; the cause is the inner exception.</exception>
    ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default);
}
