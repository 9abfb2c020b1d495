namespace Banana.Slicing;

/// <summary>What to do about a type that cannot be sent.</summary>
internal static class Advice
{
    public static string ForUnknown(Type type) => Refusal(type) is { } refusal
        ? $"{type} cannot be sent: {refusal}"
        : FindUngenerated(type) is { } forgotten
        ? $"{forgotten} has [Sliceable], but no code was generated for it: reference the Banana.Slicers package, or the generator project as an analyzer "
            + "(OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\"), in the project that declares it."
        : $"{type} is not registered. Put [Sliceable(\"a.name\")] on it, or register it before first use: options.Types.AddReflected<T>() "
            + "for a type that cannot be annotated; for a collection, or a generic type that is closed nowhere else, "
            + "[assembly: SliceableContainer(typeof(...))].";

    /// <summary>
    /// A type with the attribute, in this one or this one itself, that the generator has not seen; null if there is none. A generic type is no sign: only some closed
    /// forms of it are generated.
    /// </summary>
    private static Type? FindUngenerated(Type type) =>
        type.HasElementType ? FindUngenerated(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().Select(FindUngenerated).FirstOrDefault(found => found is not null)
        : type.IsDefined(typeof(SliceableAttribute), inherit: false) && GeneratedTypes.Find(type) is null ? type
        : null;

    /// <summary>Why values of this type mean nothing on the other side, and what to send instead; null if they may.</summary>
    public static string? Refusal(Type type) =>
        typeof(Type).IsAssignableFrom(type) || typeof(System.Reflection.MemberInfo).IsAssignableFrom(type)
            ? "a stream may not name types; send a name of your own and look it up in a closed list."
        : typeof(Delegate).IsAssignableFrom(type) ? "code is not data; send what it would be called with."
        : type.IsPointer || type.IsByRef || type.IsFunctionPointer || type.IsByRefLike ? "an address means nothing elsewhere; send what it points to."
        : typeof(System.Runtime.InteropServices.SafeHandle).IsAssignableFrom(type) ? "a handle means nothing elsewhere; send what it stands for."
        : typeof(Stream).IsAssignableFrom(type) ? "send its bytes: byte[], or IAsyncEnumerable<byte[]> for many."
        : typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) ? "await it, and send the result."
        : type == typeof(object) ? "an object that is nothing else has no state; send what it stands for."
        : type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal)
            ? "a collection expression made a type that only the compiler can name; declare the member as a List or an array, or call ToArray."
        : null;
}
