using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>Types with <see cref="EventAttribute"/>, in the order in which they became known. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedEvents
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, GeneratedEvent> _byType = [];
    private readonly Dictionary<string, GeneratedEvent[]> _byName = new(StringComparer.Ordinal);

    /// <summary>The events of all loaded assemblies. Each assembly adds its own before any other of its code runs.</summary>
    public static GeneratedEvents Loaded { get; } = new();

    /// <summary>Adds an event; the first name of a type counts. Several types may have the same name: whoever uses it decides.</summary>
    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    public void Add<T>(string name)
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_gate)
        {
            GeneratedEvent added = new GeneratedEvent<T>(name);
            if (_byType.TryAdd(typeof(T), added))
            {
                _byName[name] = [.. _byName.GetValueOrDefault(name, []), added];
            }
        }
    }

    /// <summary>Returns the event of a type, whose assembly may not have run yet; null if the type is none.</summary>
    public GeneratedEvent? Find(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (FindKnown(type) is { } known)
        {
            return known;
        }

        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        return FindKnown(type);
    }

    /// <summary>Returns the events of a name, the first that became known first. Assemblies that have not run are not searched.</summary>
    public IReadOnlyList<GeneratedEvent> Find(string name)
    {
        lock (_gate)
        {
            return _byName.GetValueOrDefault(name, []);
        }
    }

    /// <summary>Returns the events of each name that several types have.</summary>
    public IReadOnlyList<IReadOnlyList<GeneratedEvent>> FindConflicts()
    {
        lock (_gate)
        {
            return [.. _byName.Values.Where(alike => alike.Length > 1)];
        }
    }

    private GeneratedEvent? FindKnown(Type type)
    {
        lock (_gate)
        {
            return _byType.GetValueOrDefault(type);
        }
    }
}
