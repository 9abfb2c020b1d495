using System.Buffers;

namespace Banana.Transport;

/// <summary>A stream of fragments that the peer sends. Used by the reading task.</summary>
internal abstract class IncomingStream
{
    /// <summary>The credit of its bytes.</summary>
    public abstract ReceiveCredit Credit { get; }

    /// <summary>Takes a fragment.</summary>
    /// <param name="data">The data.</param>
    /// <param name="isLast">Whether it is the last one.</param>
    /// <param name="cost">The bytes of the envelope.</param>
    /// <exception cref="BananaProtocolException">The stream is malformed.</exception>
    public abstract void Take(in ReadOnlySequence<byte> data, bool isLast, int cost);

    /// <summary>Ends the stream, because its sender has given up or the connection has ended.</summary>
    /// <param name="why">The reason.</param>
    public abstract void Abandon(string why);

    /// <summary>Tells the sender to stop, because the event of the stream was refused.</summary>
    public virtual void Refuse()
    {
    }
}
