using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>An event being sent. Its payload is complete before any of it is sent, so that it is sent as a whole or not at all.</summary>
internal readonly struct OutgoingEvent<T>(EventWriter writer, EventType<T> type, T value) : IOutgoing
    where T : notnull
{
    public void Prepare() => writer.WritePayload(type, value);

    public SliceStep Write(PipeWriter output)
    {
        writer.PutEnvelope(output, type);
        return SliceStep.Done;
    }

    public Task TakeWait() => Task.CompletedTask;

    public ReadOnlyMemory<byte>? End(out Task released)
    {
        writer.Reset();
        released = Task.CompletedTask;
        return null;
    }
}
