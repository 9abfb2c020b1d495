using System.Buffers;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Writes a vocabulary definition.</summary>
/// <param name="stack">The stack whose vocabulary changes.</param>
/// <param name="writer">The output.</param>
internal delegate void DefinitionWriter(SlicerStack stack, ref TokenWriter writer);

/// <summary>A vocabulary definition being sent.</summary>
/// <param name="stack">The stack whose vocabulary changes, which must not be used otherwise meanwhile.</param>
/// <param name="write">Writes it.</param>
internal readonly struct OutgoingDefinition(SlicerStack stack, DefinitionWriter write) : IOutgoing
{
    public void Prepare()
    {
        TokenWriter nowhere = new(new ArrayBufferWriter<byte>());
        write(new SlicerStack(stack.Options), ref nowhere); // errors are found before any of it is sent
    }

    public SliceStep Write(PipeWriter output)
    {
        TokenWriter writer = new(output);
        write(stack, ref writer);
        writer.Commit();
        return SliceStep.Done;
    }

    public Task TakeWait() => Task.CompletedTask;

    public ReadOnlyMemory<byte>? End(out Task released)
    {
        released = Task.CompletedTask;
        return null;
    }
}
