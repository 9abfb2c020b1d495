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

    public abstract IPayloadReader CreateReader(UnslicerStackOptions options);

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

    public override IPayloadReader CreateReader(UnslicerStackOptions options) => new PayloadReader<T>(_type.Unslicer, options);

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, object value) =>
        stack.IsBusy ? stack.Continue(ref writer) : stack.Write(ref writer, _type.Slicer, (T)value);
}
