namespace Banana.Transport;

/// <summary>The reason why a connection was closed.</summary>
public enum ConnectionCloseReason
{
    /// <summary>The connection was disposed.</summary>
    Disposed,

    /// <summary>The peer said goodbye.</summary>
    Goodbye,

    /// <summary>
    /// The peer's stream ended. A peer closes a stream of bare tokens in this way; where peers say goodbye, the peer has crashed
    /// or the network has failed.
    /// </summary>
    EndOfStream,

    /// <summary>The pipe or the socket failed.</summary>
    InputOutput,

    /// <summary>
    /// Nothing was received for <see cref="ConnectionOptions.DisconnectTimeout"/>, or no hello for
    /// <see cref="EventConnectionOptions.HelloTimeout"/>. Events: both sides get this reason.
    /// </summary>
    Silence,

    /// <summary>The peer sent an ERROR.</summary>
    PeerError,

    /// <summary>The peer broke the protocol.</summary>
    ProtocolError,

    /// <summary>The sides do not fit together: their protocol versions, dialects or vocabularies differ. Both sides get this reason.</summary>
    Incompatible,

    /// <summary>The listening side has too many connections. Both sides get this reason.</summary>
    Overloaded,

    /// <summary>One side does not want the other, such as a second endpoint of the same name. Both sides get this reason.</summary>
    Rejected,
}
