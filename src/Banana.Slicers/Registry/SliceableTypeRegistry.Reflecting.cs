using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;

namespace Banana;

// Types that cannot be annotated are looked at when the program runs.
public sealed partial class SliceableTypeRegistry
{
    private readonly Dictionary<Type, string?> _reflected = [];
    private Func<Type, string?, Func<SliceableTypeRegistry, SliceableType>?>? _reflect;

    /// <summary>
    /// Registers a type that nobody generated code for, and all that is reachable from it, by looking at it when the program runs. It is sent
    /// byte for byte as generated code would send it. Collections of it, as in <c>AddReflected&lt;List&lt;Order&gt;&gt;()</c>, are known as well.
    /// </summary>
    /// <param name="name">
    /// What it is called on the wire; null for what its <see cref="SliceableAttribute"/> says, or else for its full name, which then
    /// must not change.
    /// </param>
    /// <returns>This registry.</returns>
    /// <exception cref="InvalidOperationException">The options have been used; nothing can be registered any more.</exception>
    /// <exception cref="ArgumentException">The type is registered already.</exception>
    /// <exception cref="NotSupportedException">The type cannot be sent.</exception>
    [RequiresUnreferencedCode("Members are looked up by reflection. Put [Sliceable] on the type instead.")]
    [RequiresDynamicCode("Accessors are compiled at run time. Put [Sliceable] on the type instead.")]
    public SliceableTypeRegistry AddReflected<T>(string? name = null)
    {
        RequireThawed();
        if (BuiltInTable.FindMaker(typeof(T)) is null && ReflectedTypes.FindMaker(typeof(T), name) is null)
        {
            throw new NotSupportedException(Advice.ForUnknown(typeof(T)));
        }

        if (!_reflected.TryAdd(typeof(T), name))
        {
            throw new ArgumentException($"{typeof(T)} is registered already. Each type can be registered once.", nameof(name));
        }

        _reflect ??= ReflectedTypes.FindMaker;
        _toResolveAtFreeze.Add(typeof(T));
        return this;
    }
}
