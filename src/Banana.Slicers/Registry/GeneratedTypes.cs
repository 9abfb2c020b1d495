using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>
/// Where generated code says which types it can slice, before anything else of its assembly runs. A list of possibilities: nothing in
/// it can be named by a stream unless it is reachable from a declared type, or registered. Safe to use from any thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedTypes
{
    private static readonly ConcurrentDictionary<Type, Func<SliceableTypeRegistry, SliceableType>> s_makers = new();

    /// <summary>Says how the halves of <typeparamref name="T"/> are made; who says so first is heard.</summary>
    /// <param name="make">Makes them for one registry, which it may ask for the halves of other types.</param>
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
