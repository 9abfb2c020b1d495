using System.Buffers;

namespace Banana.Transport;

/// <summary>Takes objects, or events, out of the bytes of a connection.</summary>
/// <typeparam name="T">What is taken.</typeparam>
internal interface IReceiver<T>
    where T : class
{
    /// <summary>Takes what is there, up to one.</summary>
    /// <param name="bytes">What is there.</param>
    /// <param name="isEnd">Whether nothing follows.</param>
    /// <param name="consumed">Up to where it has been taken.</param>
    /// <param name="taken">The object, if it is complete.</param>
    /// <exception cref="BananaProtocolException">The peer is out of step, or sent an error, or the stream ends in the middle of something.</exception>
    ReceiveStep Take(in ReadOnlySequence<byte> bytes, bool isEnd, out SequencePosition consumed, out T? taken);
}
