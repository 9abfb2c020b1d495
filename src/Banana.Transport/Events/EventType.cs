using Banana.Slicing;

namespace Banana.Transport;

/// <summary>One registered kind of event: its wire name, and who writes and reads it.</summary>
internal abstract class EventType(string name)
{
    public string Name => name;

    /// <summary>Who reads the payloads.</summary>
    public abstract PayloadReader CreateReader(UnslicerStack stack);
}

/// <inheritdoc/>
internal sealed class EventType<T>(string name, SliceableType<T> type) : EventType(name)
    where T : notnull
{
    public Slicer<T> Slicer => type.Slicer;

    public override PayloadReader CreateReader(UnslicerStack stack) => new PayloadReader<T>(type.Unslicer, stack);
}
