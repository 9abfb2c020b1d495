using System.Diagnostics.CodeAnalysis;
using System.Text;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// The closed list of events of a connection, by wire name. It must be filled before the first connection uses it. Events
/// announced under any other name are refused.
/// </summary>
public sealed class EventTypeRegistry
{
    private readonly Dictionary<string, EventType> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, EventType> _byType = [];
    private bool _isFrozen;

    /// <summary>Registers an event.</summary>
    /// <param name="name">The wire name, up to 255 bytes of UTF-8; the same on both sides.</param>
    /// <param name="type">The type of the event.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the type is already registered, or the name is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The registry is already used by a connection.</exception>
    public EventTypeRegistry Add<T>(string name, SliceableType<T> type)
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        if (Encoding.UTF8.GetByteCount(name) > EventTypeAnnouncement.MaxNameBytes)
        {
            throw new ArgumentException($"The name of an event must have at most {EventTypeAnnouncement.MaxNameBytes} bytes in UTF-8.", nameof(name));
        }

        if (_isFrozen)
        {
            throw new InvalidOperationException("These events are already in use by a connection. Register all events before making it.");
        }

        EventType<T> eventType = new(name, type);
        if (_byType.ContainsKey(typeof(T)) || !_byName.TryAdd(name, eventType))
        {
            throw new ArgumentException($"'{name}' or {typeof(T)} is already registered. Each can be registered only once.", nameof(name));
        }

        _byType.Add(typeof(T), eventType);
        return this;
    }

    internal void Freeze() => _isFrozen = true;

    internal bool TryFind(string name, [NotNullWhen(true)] out EventType? eventType) => _byName.TryGetValue(name, out eventType);

    internal EventType<T> Find<T>()
        where T : notnull => _byType.GetValueOrDefault(typeof(T)) as EventType<T> ?? throw new NotSupportedException(
        $"{typeof(T)} is not registered as an event. Register it before the connection is made: options.Events.Add(name, type).");
}
