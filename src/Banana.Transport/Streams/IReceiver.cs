using System.Buffers;

namespace Banana.Transport;

/// <summary>Receives objects or events from the bytes of a connection.</summary>
/// <typeparam name="T">The type of the received objects.</typeparam>
internal interface IReceiver<T>
    where T : class
{
    /// <summary>Reads the available bytes, up to one object.</summary>
    /// <param name="bytes">The available bytes.</param>
    /// <param name="isEnd">Whether no bytes follow.</param>
    /// <param name="consumed">The position up to which the bytes have been consumed.</param>
    /// <param name="taken">The object, if it is complete.</param>
    /// <exception cref="BananaProtocolException">
    /// The peer broke the protocol or sent an ERROR, or the stream ends in the middle of an object.
    /// </exception>
    ReceiveStep Take(in ReadOnlySequence<byte> bytes, bool isEnd, out SequencePosition consumed, out T? taken);
}
