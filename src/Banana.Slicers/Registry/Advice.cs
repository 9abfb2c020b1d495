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
        ? $"{forgotten} has [Sliceable], but no code was generated for it: in the project that declares it, reference the Banana.Slicers package, or the generator project as an analyzer "
            + "(OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\")."
        : !FrameworkTypes.Contains(type) && HiddenState(type) is { } hidden
        ? $"{type} cannot be sent: {hidden}"
        : type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
        ? $"{type} is not registered. Declare it with [assembly: SliceableContainer(typeof(...))], or register it before first use with options.Types.AddReflected<T>()."
        : $"{type} is not registered. Put [Sliceable(\"a.name\")] on it. If it cannot be annotated, register it before first use with "
            + "options.Types.AddReflected<T>(). If it is a closed generic type that no member declares, use "
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
                ? "the internal state of a framework collection is not accessible. Send the elements in a built-in collection type."
                : null;
        }

        for (Type? level = type.BaseType; level is not null && !type.IsDefined(typeof(SliceSurrogateAttribute), inherit: false); level = level.BaseType)
        {
            if (level.Assembly != type.Assembly && level.GetFields(own).Length > 0)
            {
                return "the state of a base class in another assembly is not accessible. Use a surrogate.";
            }
        }

        return null;
    }

    /// <summary>Why values of this type mean nothing on the other side, and what to send instead; null if they may.</summary>
    public static string? Refusal(Type type) =>
        typeof(Type).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type)
            ? "a stream may not name types; send a name of your own, and look it up in a closed list."
        : typeof(Delegate).IsAssignableFrom(type) ? "code is not data; send the arguments it would be called with."
        : type.IsPointer || type.IsByRef || type.IsFunctionPointer || type.IsByRefLike ? "an address means nothing in another process; send the data it points to."
        : typeof(System.Runtime.InteropServices.SafeHandle).IsAssignableFrom(type) ? "a handle means nothing in another process; send the data it stands for."
        : typeof(Stream).IsAssignableFrom(type) ? "send its bytes, as byte[] or, if there are many, as IAsyncEnumerable<byte[]>."
        : typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) ? "await it, and send the result."
        : type == typeof(object) ? "a plain object has no state; send the value it stands for."
        : IsIterator(type) ? "a query or an iterator produces its elements only when enumerated; call ToList or ToArray."
        : type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal)
            ? "it is a compiler-generated type of a collection expression; declare the member as a List or an array, or call ToArray."
        : null;

    /// <summary>What a method with <c>yield</c> or an operator of Linq gives: enumerable and enumerator in one, and nobody can name it.</summary>
    private static bool IsIterator(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type)
        && typeof(IEnumerator).IsAssignableFrom(type)
        && (type.Namespace == "System.Linq" || type.Name.StartsWith('<'));
}
