namespace Banana.Transport;

/// <summary>Why a connection cannot be used any more.</summary>
public enum ConnectionCloseReason
{
    /// <summary>It was disposed.</summary>
    Disposed,

    /// <summary>The peer said goodbye.</summary>
    Goodbye,

    /// <summary>
    /// The peer's stream ended. On a stream of bare tokens that is how a peer closes; where peers say goodbye, this one has crashed, or the network has lost it.
    /// </summary>
    EndOfStream,

    /// <summary>The pipe or the socket failed.</summary>
    InputOutput,

    /// <summary>Nothing was received for <see cref="ConnectionOptions.DisconnectTimeout"/>.</summary>
    Silence,

    /// <summary>The peer sent an ERROR.</summary>
    PeerError,

    /// <summary>The peer broke the protocol.</summary>
    ProtocolError,
}
