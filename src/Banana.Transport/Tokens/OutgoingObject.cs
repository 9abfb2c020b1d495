using System.Buffers;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>An object being sent, part by part.</summary>
/// <param name="stack">The stack that writes it, which must not be used otherwise meanwhile.</param>
/// <param name="slicer">The slicer of the object.</param>
/// <param name="value">The object.</param>
internal readonly struct OutgoingObject<T>(SlicerStack stack, Slicer<T> slicer, T? value) : IOutgoing
{
    private const int FlushEvery = 64 * 1024;

    public void Prepare()
    {
    }

    public SliceStep Write(PipeWriter output)
    {
        TokenWriter writer = new(output, FlushEvery);
        try
        {
            return stack.IsBusy ? stack.Continue(ref writer) : stack.Write(ref writer, slicer, value);
        }
        finally
        {
            writer.Commit();
        }
    }

    public Task TakeWait() => stack.TakeWait();

    public ReadOnlyMemory<byte>? End(out Task released)
    {
        ReadOnlyMemory<byte>? rest = stack.IsBusy ? Abort() : null;
        released = stack.TakeAbandoned();
        return rest;
    }

    private ReadOnlyMemory<byte> Abort()
    {
        ArrayBufferWriter<byte> aborted = new();
        TokenWriter writer = new(aborted);
        stack.Abort(ref writer);
        writer.Commit();
        return aborted.WrittenMemory;
    }
}
