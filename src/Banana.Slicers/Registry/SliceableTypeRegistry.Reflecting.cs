using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;

namespace Banana;

// Types that cannot be annotated are looked at when the program runs.
public sealed partial class SliceableTypeRegistry
{
    private readonly Dictionary<Type, string?> _reflected = [];
    private Func<Type, string?, Func<SliceableTypeRegistry, SliceableType>?>? _reflect;

    /// <summary>
    /// Registers a type without generated code, and all types reachable from it, by reflection. The bytes are those that
    /// generated code would write. Collections of such types can be registered as well, as in
    /// <c>AddReflected&lt;List&lt;Order&gt;&gt;()</c>.
    /// </summary>
    /// <param name="name">
    /// The wire name; null for the name in its <see cref="SliceableAttribute"/> or <see cref="EventAttribute"/> or, without an
    /// attribute, for its full name, which must then not change.
    /// </param>
    /// <returns>This registry.</returns>
    /// <remarks>A type that is built in or already registered is sent as before. Repeated calls have no effect.</remarks>
    /// <exception cref="InvalidOperationException">The options have been used, and are frozen.</exception>
    /// <exception cref="ArgumentException">
    /// The type already has another name, or it is built in, so that its name cannot be changed.
    /// </exception>
    /// <exception cref="NotSupportedException">The type cannot be sent.</exception>
    /// <example>
    /// <code>
    /// options.Types.AddReflected&lt;Stranger&gt;("shop.stranger"); // a class that cannot be annotated
    /// </code>
    /// </example>
    [RequiresUnreferencedCode("Members are looked up by reflection. Put [Sliceable] on the type instead.")]
    [RequiresDynamicCode("Accessors are compiled at run time. Put [Sliceable] on the type instead.")]
    public SliceableTypeRegistry AddReflected<T>(string? name = null)
    {
        RequireThawed();
        lock (_gate)
        {
            if (!_types.TryGetValue(typeof(T), out SliceableType? known))
            {
                AddReflected(typeof(T), name);
            }
            else if (name is not null && name != known.Name)
            {
                throw NamedAlready(typeof(T), known.Name, nameof(name));
            }

            _reflect ??= _source.FindReflected;
            _toResolveAtFreeze.Add(typeof(T));
        }

        return this;
    }

    [RequiresUnreferencedCode("Members are looked up by reflection.")]
    [RequiresDynamicCode("Accessors are compiled at run time.")]
    private void AddReflected(Type type, string? name)
    {
        bool isBuiltIn = _source.IsBuiltIn(type);
        if (!isBuiltIn && _source.FindReflected(type, name) is null)
        {
            throw new NotSupportedException(UnsupportedTypes.ForUnknown(type));
        }

        if (isBuiltIn && name is not null)
        {
            throw new ArgumentException($"{type} is built in, and the protocol defines its name. Register it without a name.", nameof(name));
        }

        if (!isBuiltIn && !_reflected.TryAdd(type, name) && _reflected[type] != name)
        {
            throw NamedAlready(type, _reflected[type], nameof(name));
        }
    }

    /// <summary>Requires that a hand-written type, which replaces a reflected one, has the name given for that.</summary>
    private void RequireSameName(SliceableType added)
    {
        if (_reflected.GetValueOrDefault(added.Type) is { } name && name != added.Name)
        {
            throw NamedAlready(added.Type, name, "type");
        }
    }

    private static ArgumentException NamedAlready(Type type, string? name, string parameter) => new(
        $"{type} is already registered {(name is null ? "without a name" : $"as '{name}'")}. A type has only one name.", parameter);
}
