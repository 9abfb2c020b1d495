using Banana.Wire;

namespace Banana.Transport;

/// <summary>An event type as one connection sends it: its id, its credit, and what the peer thinks of it. Thread-safe.</summary>
/// <param name="name">The wire name.</param>
/// <param name="id">The id.</param>
/// <param name="window">The credit that it begins with, in bytes.</param>
internal abstract class OutgoingEventType(string name, ushort id, long window)
{
    private readonly TaskCompletionSource _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _refusal;
    private volatile bool _isAccepted;
    private int _isAnnounced;
    private long _count;

    public string Name => name;

    public ushort Id => id;

    /// <summary>The lane of events for which the sender names none.</summary>
    public Lane Lane { get; } = new();

    /// <summary>The bytes that may be sent.</summary>
    public SendCredit Credit { get; } = new(window);

    /// <summary>Whether the peer has said that it can receive the events.</summary>
    public bool IsAccepted => _isAccepted;

    /// <summary>A task that ends with the peer's verdict.</summary>
    public Task Verdict => _verdict.Task;

    /// <summary>Counts an event that has been sent.</summary>
    public void Count() => Interlocked.Increment(ref _count);

    /// <summary>Returns the shapes that the type needs.</summary>
    public abstract IReadOnlyList<Shape> FindShapes(SliceableTypeRegistry types);

    /// <summary>Whether the caller is the first, who has to announce the type.</summary>
    public bool TryAnnounce() => Interlocked.Exchange(ref _isAnnounced, 1) == 0;

    /// <summary>Takes the peer's verdict; false if there is one already, or if the type was not announced.</summary>
    /// <param name="refusal">The reason why it cannot receive the events; null if it can.</param>
    public bool TryTakeVerdict(string? refusal)
    {
        if (Volatile.Read(ref _isAnnounced) == 0 || _verdict.Task.IsCompleted)
        {
            return false;
        }

        _refusal = refusal;
        _isAccepted = refusal is null;
        return _verdict.TrySetResult();
    }

    /// <exception cref="EventNotAcceptedException">The peer cannot receive the events.</exception>
    public void ThrowIfRefused()
    {
        if (Volatile.Read(ref _refusal) is { } refusal)
        {
            throw new EventNotAcceptedException($"The peer does not accept the event '{name}': {refusal}");
        }
    }
}

/// <inheritdoc/>
internal sealed class OutgoingEventType<T>(EventType<T> type, ushort id, long window) : OutgoingEventType(type.Name, id, window)
    where T : notnull
{
    public EventType<T> Type => type;

    public override IReadOnlyList<Shape> FindShapes(SliceableTypeRegistry types) => type.FindShapes(types);
}
