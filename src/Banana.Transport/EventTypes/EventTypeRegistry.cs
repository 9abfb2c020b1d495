using System.Collections.Concurrent;
using System.Text;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// The closed list of events of a connection, by wire name: those registered here, and types with <see cref="EventAttribute"/>
/// in the loaded assemblies. Events announced under any other name are refused.
/// </summary>
/// <remarks>
/// It must be filled before the first connection uses it, then it is frozen, and thread-safe. Assemblies that are loaded later
/// add their events all the same. An event that is registered here has precedence over the attribute of its type, and over
/// other types with its name.
/// </remarks>
public sealed partial class EventTypeRegistry
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<Type, EventType> _byType = new();
    private readonly ConcurrentDictionary<string, EventType> _byName = new(StringComparer.Ordinal);
    private readonly Func<SliceableTypeRegistry> _types;
    private readonly GeneratedEvents _generated;
    private readonly Lock _gate = new();
    private volatile bool _isFrozen;
    private bool _includesGenerated = true;

    /// <param name="types">Returns the types that events are written and read by; called when the first connection is created.</param>
    /// <param name="generated">The types with the attribute.</param>
    internal EventTypeRegistry(Func<SliceableTypeRegistry> types, GeneratedEvents generated)
    {
        _types = types;
        _generated = generated;
    }

    /// <summary>Whether types with <see cref="EventAttribute"/> are events without being registered here.</summary>
    /// <value>The default is true. If false, register them with <see cref="Add{T}()"/>.</value>
    /// <exception cref="InvalidOperationException">The registry is already used by a connection.</exception>
    public bool IncludesGenerated
    {
        get => _includesGenerated;
        set
        {
            lock (_gate)
            {
                RequireThawed();
                _includesGenerated = value;
            }
        }
    }

    /// <summary>Registers an event under the name in its <see cref="EventAttribute"/>.</summary>
    /// <returns>This registry.</returns>
    /// <exception cref="NotSupportedException">The type does not have the attribute, or no code was generated for it.</exception>
    /// <exception cref="ArgumentException">The name or the type is already registered.</exception>
    /// <exception cref="InvalidOperationException">The registry is already used by a connection.</exception>
    public EventTypeRegistry Add<T>()
        where T : notnull =>
        Add<T>(_generated.Find(typeof(T))?.Name ?? throw new NotSupportedException(UnknownEvents.Unnamed(typeof(T))));

    /// <summary>
    /// Registers an event of a type that can be sent: a type with generated code, a built-in type, or one registered in
    /// <see cref="ConnectionOptions.Serializer"/>. If it is none of these, creating the first connection throws.
    /// </summary>
    /// <param name="name">The wire name, up to 255 bytes of UTF-8; the same on both sides.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the type is already registered, or the name is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The registry is already used by a connection.</exception>
    public EventTypeRegistry Add<T>(string name)
        where T : notnull => Add(new EventType<T>(Checked(name), type: null, form: null));

    /// <summary>Registers an event with a slicer and an unslicer of its own.</summary>
    /// <param name="name">The wire name, up to 255 bytes of UTF-8; the same on both sides.</param>
    /// <param name="type">The type of the event.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the type is already registered, or the name is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The registry is already used by a connection.</exception>
    public EventTypeRegistry Add<T>(string name, SliceableType<T> type)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(type);
        return Add(new EventType<T>(Checked(name), type, form: null));
    }

    /// <summary>Registers an event whose payload is raw bytes; its type need not be one that can be sent otherwise.</summary>
    /// <param name="name">The wire name, up to 255 bytes of UTF-8; the same on both sides.</param>
    /// <param name="form">What writes and reads the bytes. The other side must have registered a raw form, too.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the type is already registered, or the name is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The registry is already used by a connection.</exception>
    public EventTypeRegistry Add<T>(string name, RawEventForm<T> form)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(form);
        return Add(new EventType<T>(Checked(name), type: null, form));
    }

    /// <summary>
    /// Registers an event that travels as a value of another type; its own type need not be one that can be sent. For programs that know events by
    /// name only, and for several events of the same kind: each is a type of its own here, while the other side may declare the type that is sent.
    /// </summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <typeparam name="TSurrogate">The type that is sent.</typeparam>
    /// <param name="name">The wire name, up to 255 bytes of UTF-8; the same on both sides.</param>
    /// <param name="surrogate">The type that is sent.</param>
    /// <param name="toSurrogate">A function that returns the surrogate of an event. An exception is a violation of the event.</param>
    /// <param name="fromSurrogate">
    /// A function that returns the event of a surrogate, which comes from a peer and must be checked: an exception is a violation of this event, and
    /// the next event follows. Null is passed on if the peer sent null.
    /// </param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the type is already registered, or the name is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The registry is already used by a connection.</exception>
    public EventTypeRegistry Add<T, TSurrogate>(
        string name, SliceableType<TSurrogate> surrogate, Func<T, TSurrogate?> toSurrogate, Func<TSurrogate?, T> fromSurrogate)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        ArgumentNullException.ThrowIfNull(toSurrogate);
        ArgumentNullException.ThrowIfNull(fromSurrogate);
        return Add(new SurrogateEventType<T, TSurrogate>(Checked(name), surrogate, toSurrogate, fromSurrogate));
    }

    private EventTypeRegistry Add(EventType added)
    {
        lock (_gate)
        {
            RequireThawed();
            if (_byType.TryGetValue(added.Type, out EventType? same))
            {
                throw new ArgumentException($"{added.Type} is already registered as the event '{same.Name}'. A type can be one event only.");
            }

            if (_byName.TryGetValue(added.Name, out EventType? other))
            {
                throw new ArgumentException(
                    $"'{added.Name}' cannot be the event {added.Type}: it is already {other.Type}. Give each event its own name.");
            }

            Publish(added);
        }

        return this;
    }

    private void Publish(EventType type)
    {
        _byName[type.Name] = type;
        _byType[type.Type] = type;
    }

    private void RequireThawed()
    {
        if (_isFrozen)
        {
            throw new InvalidOperationException("These events are already in use by a connection. Register all events before making it.");
        }
    }

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        int bytes;
        try
        {
            bytes = s_strict.GetByteCount(name);
        }
        catch (EncoderFallbackException thrown)
        {
            throw new ArgumentException("The name of an event must be valid UTF-16; this one has half of a surrogate pair.", nameof(name), thrown);
        }

        return bytes <= EventType.MaxNameBytes
            ? name
            : throw new ArgumentException($"The name of an event must have at most {EventType.MaxNameBytes} bytes in UTF-8; this one has {bytes}.", nameof(name));
    }
}
