using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>A registered event type: its wire name, and how its events are written and read. Immutable once it is bound.</summary>
internal abstract class EventType(string name)
{
    /// <summary>The longest name of an event, in bytes.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>The wire name.</summary>
    public string Name => name;

    /// <summary>The type of the events.</summary>
    public abstract Type Type { get; }

    /// <summary>Whether the payload is raw bytes rather than tokens.</summary>
    public abstract bool IsRaw { get; }

    /// <summary>Finds the slicer and unslicer, unless they were given.</summary>
    /// <exception cref="NotSupportedException">The type is not registered, built in or generated.</exception>
    /// <exception cref="InvalidOperationException">The wire name of the type belongs to another type.</exception>
    public abstract void Bind(SliceableTypeRegistry types);

    /// <summary>Returns the shapes that the type needs; none if its payload is raw.</summary>
    public abstract IReadOnlyList<Shape> FindShapes(SliceableTypeRegistry types);

    /// <summary>Returns why events of the peer cannot be read; null if they can.</summary>
    /// <param name="shapes">The shapes that the peer's type needs.</param>
    /// <param name="stack">A stack that would read them.</param>
    public abstract string? FindRefusal(IReadOnlyList<IncomingShape> shapes, UnslicerStack stack);

    /// <summary>Reads a payload of tokens.</summary>
    /// <inheritdoc cref="UnslicerStack.TryRead{T}"/>
    public abstract ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out object? value);

    /// <summary>Reads a whole payload of raw bytes; false if it is refused. Nothing that the form throws gets through.</summary>
    public abstract bool TryReadRaw(in ReadOnlySequence<byte> payload, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out Violation? violation);
}

/// <inheritdoc/>
/// <param name="name">The wire name.</param>
/// <param name="type">The slicer and unslicer; null for those of the serializer's types.</param>
/// <param name="form">What writes and reads raw bytes; null if the payload is tokens.</param>
internal class EventType<T>(string name, SliceableType<T>? type, RawEventForm<T>? form) : EventType(name)
    where T : notnull
{
    private SliceableType<T>? _type = type;
    private Slicer<T>? _slicer = type?.Slicer;

    public override Type Type => typeof(T);

    [MemberNotNullWhen(true, nameof(Form))]
    public override bool IsRaw => Form is not null;

    public RawEventForm<T>? Form => form;

    public Slicer<T> Slicer
    {
        get => _slicer ?? throw NewUnbound();
        private protected init => _slicer = value;
    }

    private SliceableType<T> Sliceable => _type ?? throw NewUnbound();

    public override void Bind(SliceableTypeRegistry types)
    {
        if (!IsRaw)
        {
            _type ??= types.Get<T>();
            _slicer = _type.Slicer;
        }
    }

    public override IReadOnlyList<Shape> FindShapes(SliceableTypeRegistry types) => IsRaw ? [] : TypeAgreement.ShapesOf(Sliceable, types);

    public override string? FindRefusal(IReadOnlyList<IncomingShape> shapes, UnslicerStack stack) =>
        IsRaw ? null : TypeAgreement.FindRefusal(Sliceable, shapes, stack);

    public override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out object? value)
    {
        ReadStatus status = stack.TryRead(ref reader, Sliceable.Unslicer, out T? read);
        if (status == ReadStatus.Done && read is null)
        {
            throw new ViolationException(new Violation(ViolationCode.InvalidValue, "$", reader.Offset, 0, "null", $"an event '{Name}'"));
        }

        value = status == ReadStatus.Done ? read : null;
        return status;
    }

    /// <summary>Writes a payload of raw bytes.</summary>
    /// <exception cref="ViolationException">The form has thrown an exception, or the event cannot be sent.</exception>
    public void WriteRaw(IBufferWriter<byte> output, T value)
    {
        try
        {
            form!.Write(output, value);
        }
        catch (Exception thrown) when (IsRefusal(thrown) && thrown is not ViolationException)
        {
            throw new ViolationException(Refuse(thrown));
        }
    }

    public override bool TryReadRaw(in ReadOnlySequence<byte> payload, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out Violation? violation)
    {
        try
        {
            value = form!.Read(payload);
            violation = value is null ? new Violation(ViolationCode.InvalidValue, "$", 0, 0, "null", Expected) : null;
        }
        catch (Exception thrown) when (IsRefusal(thrown))
        {
            value = null;
            violation = thrown is ViolationException own ? own.Violation : Refuse(thrown);
        }

        return value is not null;
    }

    private string Expected => $"what the form of the event '{Name}' accepts";

    private protected Violation Refuse(Exception thrown) => new(ViolationCode.UserCode, "$", 0, 0, Violation.Describe(thrown), Expected, thrown);

    private InvalidOperationException NewUnbound() => new($"The event '{Name}' is raw, or not bound yet.");

    private protected static bool IsRefusal(Exception thrown) => thrown is not (OutOfMemoryException or InsufficientExecutionStackException);
}
