using System.Buffers;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>An object on its way, part by part.</summary>
/// <param name="stack">Who writes it, and nobody else meanwhile.</param>
/// <param name="slicer">Who slices it.</param>
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

/// <summary>A vocabulary that takes the place of the last one.</summary>
internal readonly struct OutgoingTable(SlicerStack stack, string[] words) : IOutgoing
{
    public void Prepare()
    {
        TokenWriter nowhere = new(new ArrayBufferWriter<byte>());
        new SlicerStack(stack.Options).WriteSetVocabulary(ref nowhere, words); // what is wrong with it is found out before anything of it is sent
    }

    public SliceStep Write(PipeWriter output)
    {
        TokenWriter writer = new(output);
        stack.WriteSetVocabulary(ref writer, words);
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

/// <summary>One more word.</summary>
internal readonly struct OutgoingWord(SlicerStack stack, ulong index, string word) : IOutgoing
{
    public void Prepare()
    {
        TokenWriter nowhere = new(new ArrayBufferWriter<byte>());
        new SlicerStack(stack.Options).WriteAddVocabulary(ref nowhere, index, word);
    }

    public SliceStep Write(PipeWriter output)
    {
        TokenWriter writer = new(output);
        stack.WriteAddVocabulary(ref writer, index, word);
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
