using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;

namespace Banana.Transport;

/// <summary>
/// A byte stream to a peer and back. Completing <see cref="Output"/> lets the peer see the end of the stream, where the carrier can end one
/// direction alone; otherwise disposing does. Dispose it after the connection of tokens or events that uses it.
/// </summary>
/// <remarks>One reader and one writer may use it at the same time. It may be disposed at any time: a pending read or flush then ends.</remarks>
public abstract class CarrierConnection : IDuplexPipe, IAsyncDisposable
{
    /// <inheritdoc/>
    public abstract PipeReader Input { get; }

    /// <inheritdoc/>
    public abstract PipeWriter Output { get; }

    /// <summary>The address of the peer, for messages; see <see cref="IListener.Address"/> for its form.</summary>
    public abstract string RemoteAddress { get; }

    /// <summary>The certificate that the peer has proved to own; null if it has none, or the carrier knows no certificates.</summary>
    public virtual X509Certificate2? PeerCertificate => null;

    /// <summary>Closes the connection. May be called more than once.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Returns <see cref="RemoteAddress"/>.</summary>
    public sealed override string ToString() => RemoteAddress;

    /// <summary>Returns the bytes as a stream, for a layer that wraps it. Called once, instead of using <see cref="Input"/> and <see cref="Output"/>.</summary>
    internal virtual Stream AsStream() => new DuplexStream(Input.AsStream(leaveOpen: true), Output.AsStream(leaveOpen: true));
}
