using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Banana.Slicing;

namespace Banana.Transport;

// Events of generated code are taken over when they are first looked for, so that those of assemblies that are loaded later are found. Once it
// is published, a type and its name belong together for the life of the registry.
public sealed partial class EventTypeRegistry
{
    /// <summary>Ends the registration; every lookup does so, too.</summary>
    /// <exception cref="InvalidOperationException">Two types of loaded assemblies have the same name.</exception>
    /// <exception cref="NotSupportedException">A registered type cannot be sent.</exception>
    internal void Freeze()
    {
        if (!_isFrozen)
        {
            FreezeSlow();
        }
    }

    /// <summary>Returns the event of a type.</summary>
    /// <exception cref="NotSupportedException">The type is not registered, or its name belongs to another type.</exception>
    internal EventType<T> Find<T>()
        where T : notnull =>
        _isFrozen && _byType.TryGetValue(typeof(T), out EventType? known) ? (EventType<T>)known : (EventType<T>)FindSlow(typeof(T));

    /// <summary>Finds the event of a name, which a peer may have chosen; false if there is none that can be used.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out EventType? eventType)
    {
        Freeze();
        return _byName.TryGetValue(name, out eventType) || TryFindGenerated(name, out eventType);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FreezeSlow()
    {
        lock (_gate)
        {
            RequireNoConflict();
            foreach (EventType registered in _byType.Values)
            {
                registered.Bind(_types());
            }

            _isFrozen = true;
        }
    }

    /// <summary>Requires that no name stands for two types. Types loaded later are checked when they are looked for.</summary>
    private void RequireNoConflict()
    {
        IEnumerable<IReadOnlyList<GeneratedEvent>> conflicts = _includesGenerated ? _generated.FindConflicts() : [];
        foreach (IReadOnlyList<GeneratedEvent> alike in conflicts.Where(alike => !_byName.ContainsKey(alike[0].Name)))
        {
            if (alike.Where(IsOpen).Take(2).ToArray() is [{ } one, { } other])
            {
                throw new InvalidOperationException(UnknownEvents.Conflict(one.Name, one.Type, other.Type));
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private EventType FindSlow(Type type)
    {
        Freeze();
        if (_byType.TryGetValue(type, out EventType? known))
        {
            return known;
        }

        GeneratedEvent? generated = _generated.Find(type); // outside of the lock: it may run the initializer of an assembly
        if (generated is null || !_includesGenerated)
        {
            throw new NotSupportedException(UnknownEvents.Unregistered(type, generated, IsEvent));
        }

        lock (_gate)
        {
            if (_byType.TryGetValue(type, out known))
            {
                return known;
            }

            return FindOwner(generated.Name) is { } owner && owner != type
                ? throw new NotSupportedException(UnknownEvents.Conflict(generated.Name, owner, type))
                : TakeOver(generated);
        }
    }

    private bool TryFindGenerated(string name, [NotNullWhen(true)] out EventType? eventType)
    {
        eventType = null;
        if (!_includesGenerated || _generated.Find(name) is { Count: 0 })
        {
            return false;
        }

        lock (_gate)
        {
            if (_byName.TryGetValue(name, out eventType))
            {
                return true;
            }

            try
            {
                eventType = _generated.Find(name).FirstOrDefault(IsOpen) is { } generated ? TakeOver(generated) : null;
            }
            catch (Exception unusable) when (unusable is NotSupportedException or InvalidOperationException)
            {
                eventType = null; // not the peer's fault: the program is told when it looks for the type
            }

            return eventType is not null;
        }
    }

    /// <summary>Whether a type has not been given another name.</summary>
    private bool IsOpen(GeneratedEvent generated) => !_byType.ContainsKey(generated.Type);

    private bool IsEvent(Type type) => _byType.ContainsKey(type) || (_includesGenerated && _generated.Find(type) is not null);

    /// <summary>The type that a name belongs to: the registered one, or else the first that became known.</summary>
    private Type? FindOwner(string name) =>
        _byName.TryGetValue(name, out EventType? known) ? known.Type : _generated.Find(name).FirstOrDefault(IsOpen)?.Type;

    private EventType TakeOver(GeneratedEvent generated)
    {
        EventType type = GeneratedEventType.Of(generated);
        type.Bind(_types());
        Publish(type);
        return type;
    }

    /// <summary>Makes the event type of a type that is known only as a type argument, so that nothing is closed at run time.</summary>
    private sealed class GeneratedEventType : IGeneratedEventVisitor
    {
        private EventType? _made;

        public static EventType Of(GeneratedEvent generated)
        {
            GeneratedEventType visitor = new();
            generated.Accept(visitor);
            return visitor._made!;
        }

        public void Visit<T>(string name)
            where T : notnull => _made = new EventType<T>(name, type: null, form: null);
    }
}
