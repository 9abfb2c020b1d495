using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>What to do about a type that cannot be sent.</summary>
internal static class Advice
{
    public static string ForUnknown(Type type) => Refusal(type) is { } refusal
        ? $"{type} cannot be sent: {refusal}"
        : FindUngenerated(type) is { } forgotten
        ? $"{forgotten} has [Sliceable], but no code was generated for it: reference the Banana.Slicers package, or the generator project as an analyzer "
            + "(OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\"), in the project that declares it."
        : !FrameworkTypes.Contains(type) && HiddenState(type) is { } hidden
        ? $"{type} cannot be sent: {hidden}"
        : type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
        ? $"{type} is not registered. Have its code made by [assembly: SliceableContainer(typeof(...))], or register it before first use: options.Types.AddReflected<T>()."
        : $"{type} is not registered. Put [Sliceable(\"a.name\")] on it, or register it before first use: options.Types.AddReflected<T>() "
            + "for a type that cannot be annotated; for a generic type that is closed nowhere else, "
            + "[assembly: SliceableContainer(typeof(...))].";

    /// <summary>
    /// A type with the attribute, in this one or this one itself, that the generator has not seen; null if there is none. A
    /// generic type is no sign: only some closed forms of it are generated.
    /// </summary>
    private static Type? FindUngenerated(Type type) =>
        type.HasElementType ? FindUngenerated(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().Select(FindUngenerated).FirstOrDefault(found => found is not null)
        : type.IsDefined(typeof(SliceableAttribute), inherit: false) && GeneratedTypes.Find(type) is null ? type
        : null;

    /// <summary>
    /// Why the fields of this class cannot be sent one by one; null if they can. Some are private to another assembly, such as the spare room of a
    /// collection. The generator, which cannot see them, says the same.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Asked about types only that are looked at by reflection anyway.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Asked about types only that are looked at by reflection anyway.")]
    public static string? HiddenState(Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
        {
            return typeof(IEnumerable).IsAssignableFrom(type)
                ? "what a collection of the framework keeps besides its elements is its own. Send the elements in one that is built in."
                : null;
        }

        for (Type? level = type.BaseType; level is not null && !type.IsDefined(typeof(SliceSurrogateAttribute), inherit: false); level = level.BaseType)
        {
            if (level.Assembly != type.Assembly && level.GetFields(own).Length > 0)
            {
                return "the state of a base class of another assembly cannot be seen. Use a surrogate.";
            }
        }

        return null;
    }

    /// <summary>Why values of this type mean nothing on the other side, and what to send instead; null if they may.</summary>
    public static string? Refusal(Type type) =>
        typeof(Type).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type)
            ? "a stream may not name types; send a name of your own and look it up in a closed list."
        : typeof(Delegate).IsAssignableFrom(type) ? "code is not data; send what it would be called with."
        : type.IsPointer || type.IsByRef || type.IsFunctionPointer || type.IsByRefLike ? "an address means nothing elsewhere; send what it points to."
        : typeof(System.Runtime.InteropServices.SafeHandle).IsAssignableFrom(type) ? "a handle means nothing elsewhere; send what it stands for."
        : typeof(Stream).IsAssignableFrom(type) ? "send its bytes: byte[], or IAsyncEnumerable<byte[]> for many."
        : typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) ? "await it, and send the result."
        : type == typeof(object) ? "an object that is nothing else has no state; send what it stands for."
        : IsIterator(type) ? "a query or an iterator has no elements before somebody asks for them; call ToList or ToArray."
        : type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal)
            ? "a collection expression made a type that only the compiler can name; declare the member as a List or an array, or call ToArray."
        : null;

    /// <summary>What a method with <c>yield</c> or an operator of Linq gives: enumerable and enumerator in one, and nobody can name it.</summary>
    private static bool IsIterator(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type)
        && typeof(IEnumerator).IsAssignableFrom(type)
        && (type.Namespace == "System.Linq" || type.Name.StartsWith('<'));
}
