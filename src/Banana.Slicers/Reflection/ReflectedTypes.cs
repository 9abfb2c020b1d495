using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>Creates types without generated code.</summary>
[RequiresUnreferencedCode("Types are inspected by reflection.")]
[RequiresDynamicCode("Generic types are closed at run time.")]
internal static class ReflectedTypes
{
    /// <summary>Returns the factory of a type; null if it cannot be sent.</summary>
    public static Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type) => FindMaker(type, name: null);

    /// <inheritdoc cref="FindMaker(Type)"/>
    public static Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type, string? name)
    {
        if (UnsupportedTypes.Refusal(type) is not null || type.ContainsGenericParameters || type == typeof(void))
        {
            return null;
        }

        if (ReflectedContainers.FindMaker(type) is { } container)
        {
            return container;
        }

        if (type.IsEnum)
        {
            return types => Call(
                nameof(NewEnum), [type, type.GetEnumUnderlyingType()], types, name ?? DeclaredNames.Find(type));
        }

        if (type.GetCustomAttribute<SliceSurrogateAttribute>() is { } surrogate)
        {
            return types => Call(nameof(NewSurrogate), [type, surrogate.Surrogate], types, name ?? NameOf(type));
        }

        if (type.IsInterface || type.IsAbstract)
        {
            return types => Call(nameof(NewAbstract), [type], types, name ?? DeclaredNames.Find(type));
        }

        if (UnsupportedTypes.HiddenState(type) is not null)
        {
            return null;
        }

        return type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && DeclaredNames.Find(type) is null && name is null
            ? null // the framework's types have slicers of their own, or cannot be sent
            : types => Call(nameof(NewInstance), [type], null, name ?? NameOf(type, types));
    }

    /// <summary>Returns a type that another type refers to.</summary>
    public static SliceableType Require(SliceableTypeRegistry types, Type type) =>
        types.Resolve(type) ?? throw new NotSupportedException(UnsupportedTypes.ForUnknown(type));

    /// <summary>Returns an enumeration or nullable enumeration restricted to defined values.</summary>
    /// <exception cref="NotSupportedException">The type is not an enumeration.</exception>
    public static SliceableType Defined(SliceableTypeRegistry types, Type type)
    {
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        return inner.IsEnum
            ? Call(inner == type ? nameof(NewDefined) : nameof(NewNullableDefined), [inner], types, name: null)
            : throw new NotSupportedException("IsDefinedOnly is for enumerations and nullable enumerations only.");
    }

    private static SliceableType<T> NewDefined<T>(SliceableTypeRegistry types, string? _)
        where T : struct, Enum =>
        BuiltInTypes.Defined(types.Get<T>());

    private static SliceableType<T?> NewNullableDefined<T>(SliceableTypeRegistry types, string? _)
        where T : struct, Enum =>
        BuiltInTypes.Nullable(BuiltInTypes.Defined(types.Get<T>()));

    private static string NameOf(Type type) => DeclaredNames.Find(type) ?? type.FullName!.Split('`')[0].Replace('+', '.');

    private static string NameOf(Type type, SliceableTypeRegistry types) => type.IsGenericType
        ? $"{NameOf(type)}<{string.Join(',', type.GetGenericArguments().Select(argument => Require(types, argument).Name ?? argument.Name))}>"
        : NameOf(type);

    private static SliceableType Call(string method, Type[] arguments, SliceableTypeRegistry? types, string? name) =>
        (SliceableType)typeof(ReflectedTypes).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(arguments)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, types is null ? [name] : [types, name], null)!;

    private static SliceableType<T> NewEnum<T, TNumber>(SliceableTypeRegistry types, string? name)
        where T : struct, Enum
        where TNumber : struct, System.Numerics.IBinaryInteger<TNumber> =>
        BuiltInTypes.Enum<T, TNumber>(types.Get<TNumber>(), name);

    private static SliceableType<T> NewSurrogate<T, TSurrogate>(SliceableTypeRegistry types, string name)
        where TSurrogate : ISliceSurrogate<T, TSurrogate> =>
        BuiltInTypes.Surrogate<T, TSurrogate>(name, types.Get<TSurrogate>());

    private static SliceableType<T> NewAbstract<T>(SliceableTypeRegistry types, string? name)
        where T : class
    {
        foreach (Type candidate in ReflectedContainers.CandidatesFor(typeof(T)))
        {
            types.Resolve(candidate);
        }

        return BuiltInTypes.Abstract<T>(
            name,
            registry => typeof(T).GetCustomAttributes<SliceDerivedAttribute>(inherit: false).Select(derived => Require(registry, derived.Type)));
    }

    private static SliceableType<T> NewInstance<T>(string name) => ReflectedSlicer<T>.NewType(name);
}
