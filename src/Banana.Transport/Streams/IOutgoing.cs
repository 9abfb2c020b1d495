using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>What is sent in turn. Structures, so that sending what needs no waiting allocates nothing.</summary>
internal interface IOutgoing
{
    /// <summary>It is its turn; nothing has been written. What this throws costs nothing but this.</summary>
    void Prepare();

    /// <summary>Writes a part, from one place where control tokens may stand to another.</summary>
    /// <exception cref="ViolationException">It cannot be sent; what was begun has been aborted, and the stream is in step.</exception>
    SliceStep Write(PipeWriter output);

    /// <summary>After <see cref="SliceStep.Wait"/>: what is waited for.</summary>
    Task TakeWait();

    /// <summary>It has been sent or refused, or nobody wants it any more. Releases what it holds.</summary>
    /// <returns>The tokens that end what was begun; null if all of it has been written.</returns>
    ReadOnlyMemory<byte>? End(out Task released);
}
