using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>An object that is sent in turn. Implemented by structs, so that sending without waiting allocates nothing.</summary>
internal interface IOutgoing
{
    /// <summary>Called in its turn, before anything is written. An exception ends this send only.</summary>
    void Prepare();

    /// <summary>Writes a part, between two points where control tokens are allowed.</summary>
    /// <exception cref="ViolationException">The object cannot be sent. It has been aborted, and the stream is still valid.</exception>
    SliceStep Write(PipeWriter output);

    /// <summary>Returns, after <see cref="SliceStep.Wait"/>, the task to wait for.</summary>
    Task TakeWait();

    /// <summary>Ends a send that has succeeded, failed or been cancelled, and releases its resources.</summary>
    /// <returns>The tokens that end an incomplete object; null if all of it has been written.</returns>
    ReadOnlyMemory<byte>? End(out Task released);
}
