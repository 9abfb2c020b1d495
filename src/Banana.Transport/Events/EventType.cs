using Banana.Slicing;

namespace Banana.Transport;

/// <summary>A registered event type: its wire name, and the slicer and unslicer of its events.</summary>
internal abstract class EventType(string name)
{
    public string Name => name;

    /// <summary>Creates the reader of the payloads.</summary>
    public abstract PayloadReader CreateReader(UnslicerStack stack);
}

/// <inheritdoc/>
internal sealed class EventType<T>(string name, SliceableType<T> type) : EventType(name)
    where T : notnull
{
    public Slicer<T> Slicer => type.Slicer;

    public override PayloadReader CreateReader(UnslicerStack stack) => new PayloadReader<T>(type.Unslicer, stack);
}
