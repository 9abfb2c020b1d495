using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>
/// The types that generated code can slice. Each assembly adds its own before any other of its code runs. A stream can name such
/// a type only if the type is registered or reachable from a declared type. Thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedTypes
{
    private static readonly ConcurrentDictionary<Type, Func<SliceableTypeRegistry, SliceableType>> s_makers = new();

    /// <summary>Registers a factory for the slicer and unslicer of <typeparamref name="T"/>; the first registration counts.</summary>
    /// <param name="make">A function that creates them for a registry, which provides the other types.</param>
    public static void Register<T>(Func<SliceableTypeRegistry, SliceableType<T>> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        s_makers.TryAdd(typeof(T), make);
    }

    internal static Func<SliceableTypeRegistry, SliceableType>? Find(Type type)
    {
        if (!s_makers.TryGetValue(type, out Func<SliceableTypeRegistry, SliceableType>? make))
        {
            RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle); // its assembly may not have run yet
            s_makers.TryGetValue(type, out make);
        }

        return make;
    }
}
