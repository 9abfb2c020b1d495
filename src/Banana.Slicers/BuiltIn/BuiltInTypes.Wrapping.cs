using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>Nullable values of <paramref name="inner"/>.</summary>
    public static SliceableType<T?> Nullable<T>(SliceableType<T> inner)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(new NullableSlicer<T>(inner.Slicer), new NullableUnslicer<T>(inner.Unslicer), NameOf("nullable", inner.TypeName));
    }

    /// <summary>Enumerations, sent as numbers.</summary>
    /// <param name="number">The underlying type.</param>
    /// <param name="name">The wire name, for positions that declare nothing; null if values are not allowed there.</param>
    public static SliceableType<T> Enum<T, TNumber>(SliceableType<TNumber> number, string? name = null)
        where T : struct, Enum
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        ArgumentNullException.ThrowIfNull(number);
        return typeof(TNumber) == System.Enum.GetUnderlyingType(typeof(T))
            ? new(new EnumSlicer<T, TNumber>(number.Slicer), new EnumUnslicer<T, TNumber>(), name)
            : throw new ArgumentException($"The underlying type of {typeof(T)} is {System.Enum.GetUnderlyingType(typeof(T))}.", nameof(number));
    }

    /// <summary>
    /// Returns the type of the same enumeration, restricted to defined values; see
    /// <see cref="SliceMemberAttribute.IsDefinedOnly"/>.
    /// </summary>
    /// <param name="type">The enumeration, read as a token.</param>
    public static SliceableType<T> Defined<T>(SliceableType<T> type)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Unslicer is TokenUnslicer<T> token
            ? type with { Slicer = new DefinedEnumSlicer<T>(type.Slicer), Unslicer = new DefinedEnumUnslicer<T>(token) }
            : throw new ArgumentException($"{typeof(T)} is not read as a token, so its values cannot be checked here. Check them in its unslicer.", nameof(type));
    }

    /// <summary>Lazy values. Sending one creates its value, and it comes back with the value created.</summary>
    public static SliceableType<Lazy<T>> Lazy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        SliceableType<T> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        PartsSlicer<Lazy<T>> slicer = new("lazy", isUnique: false, new Part<Lazy<T>, T>("Value", inner, static value => value.Value));
        return new(slicer, new PartsUnslicer<Lazy<T>>(slicer, static parts => ToLazy((T)parts[0]!)), NameOf("lazy", inner.TypeName));
    }

    private static Lazy<T> ToLazy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(T value)
    {
        Lazy<T> lazy = new(() => value);
        _ = lazy.Value; // as on the other side, where it had to be made to be sent
        return lazy;
    }

    /// <summary>Pairs of a key and a value.</summary>
    public static SliceableType<KeyValuePair<TKey, TValue>> Pair<TKey, TValue>(SliceableType<TKey> key, SliceableType<TValue> value) => Row(
        "pair",
        NameOf("pair", key?.TypeName, value?.TypeName),
        static parts => KeyValuePair.Create((TKey)parts[0]!, (TValue)parts[1]!),
        new Part<KeyValuePair<TKey, TValue>, TKey>("Key", key!, static pair => pair.Key),
        new Part<KeyValuePair<TKey, TValue>, TValue>("Value", value!, static pair => pair.Value));

    private static SliceableType<T> Row<T>(
        string openType, string? name, Func<IReadOnlyList<object?>, T> build, params Part<T>[] parts) => Row(openType, name, null, build, parts);

    /// <param name="openType">The open type.</param>
    /// <param name="name">The name of the type.</param>
    /// <param name="bytesOf">A function that returns the memory of a value; null if it is measured.</param>
    /// <param name="build">A function that builds a value from its parts.</param>
    /// <param name="parts">The parts.</param>
    private static SliceableType<T> Row<T>(
        string openType, string? name, Func<IReadOnlyList<object?>, long>? bytesOf, Func<IReadOnlyList<object?>, T> build, params Part<T>[] parts)
    {
        PartsSlicer<T> slicer = new(openType, isUnique: false, parts) { IsBuiltIn = true };
        return new(slicer, new PartsUnslicer<T>(slicer, build) { BytesOf = bytesOf }, name);
    }
}
