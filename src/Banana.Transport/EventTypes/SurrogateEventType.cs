using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>An event that travels as a value of another type.</summary>
internal sealed class SurrogateEventType<T, TSurrogate> : EventType<T>
    where T : notnull
{
    private readonly SliceableType<TSurrogate> _surrogate;
    private readonly Func<TSurrogate?, T> _fromSurrogate;

    public SurrogateEventType(string name, SliceableType<TSurrogate> surrogate, Func<T, TSurrogate?> toSurrogate, Func<TSurrogate?, T> fromSurrogate)
        : base(name, type: null, form: null)
    {
        _surrogate = surrogate;
        _fromSurrogate = fromSurrogate;
        Slicer = new SurrogateEventSlicer(surrogate.Slicer, toSurrogate);
    }

    public override void Bind(SliceableTypeRegistry types)
    {
        // the surrogate was given
    }

    public override IReadOnlyList<Shape> FindShapes(SliceableTypeRegistry types) => TypeAgreement.ShapesOf(_surrogate, types);

    public override string? FindRefusal(IReadOnlyList<IncomingShape> shapes, UnslicerStack stack) => TypeAgreement.FindRefusal(_surrogate, shapes, stack);

    public override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out object? value)
    {
        ReadStatus status = stack.TryRead(ref reader, _surrogate.Unslicer, out TSurrogate? read);
        value = status == ReadStatus.Done ? ToEvent(read) : null;
        return status;
    }

    private object ToEvent(TSurrogate? read)
    {
        try
        {
            T made = _fromSurrogate(read);
            return made is null ? throw new InvalidOperationException("fromSurrogate has returned null, which is no event.") : made;
        }
        catch (Exception thrown) when (IsRefusal(thrown) && thrown is not ViolationException)
        {
            throw new ViolationException(Refuse(thrown));
        }
    }

    private sealed class SurrogateEventSlicer(Slicer<TSurrogate> surrogate, Func<T, TSurrogate?> toSurrogate) : Slicer<T>
    {
        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value) => surrogate.Write(ref writer, stack, toSurrogate(value!));
    }
}
