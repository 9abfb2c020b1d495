using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>One registered kind of event: its wire name, and who writes and reads it.</summary>
internal abstract class EventType
{
    protected EventType(string name)
    {
        Name = name;
    }

    public string Name { get; }

    public abstract IPayloadReader CreateReader(UnslicerStack stack);

    public abstract SliceStep Write(ref TokenWriter writer, SlicerStack stack, object value);
}

/// <inheritdoc/>
internal sealed class EventType<T> : EventType
    where T : notnull
{
    private readonly SliceableType<T> _type;

    public EventType(string name, SliceableType<T> type)
        : base(name)
    {
        _type = type;
    }

    public override IPayloadReader CreateReader(UnslicerStack stack) => new PayloadReader<T>(_type.Unslicer, stack);

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, object value) =>
        stack.IsBusy ? stack.Continue(ref writer) : stack.Write(ref writer, _type.Slicer, (T)value);
}
