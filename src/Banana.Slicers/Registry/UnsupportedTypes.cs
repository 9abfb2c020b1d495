using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>Messages about types that cannot be sent, with what to do.</summary>
internal static class UnsupportedTypes
{
    public static string ForUnknown(Type type) => Refusal(type) is { } refusal
        ? $"{type} cannot be sent: {refusal}"
        : FindUngenerated(type) is { } forgotten
        ? $"{forgotten} has {DeclaredNames.FindAttribute(forgotten)}, but no code was generated for it: in the project that declares it, "
            + "reference the Banana.Slicers package, or the generator project as an analyzer (OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\")."
        : !FrameworkTypes.Contains(type) && HiddenState(type) is { } hidden
        ? $"{type} cannot be sent: {hidden}"
        : type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
        ? $"{type} is not registered. Declare it with [assembly: SliceableContainer(typeof(...))], or register it before first use with options.Types.AddReflected<T>()."
        : $"{type} is not registered. Put [Sliceable(\"a.name\")] on it. If it cannot be annotated, register it before first use with "
            + "options.Types.AddReflected<T>(). If it is a closed generic type that no member declares, use "
            + "[assembly: SliceableContainer(typeof(...))].";

    /// <summary>
    /// Returns this type, or a type in it, that has the attribute but no generated code; null if there is none. Generic types are
    /// ignored, because code is generated only for some closed forms.
    /// </summary>
    private static Type? FindUngenerated(Type type) =>
        type.HasElementType ? FindUngenerated(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().Select(FindUngenerated).FirstOrDefault(found => found is not null)
        : DeclaredNames.FindAttribute(type) is not null && GeneratedTypes.Find(type) is null ? type
        : null;

    /// <summary>
    /// Returns why the fields of this class cannot be sent one by one; null if they can. Some are private to another assembly,
    /// such as the unused capacity of a collection. The generator, which cannot see them, reports the same.
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

    /// <summary>Returns why values of this type cannot be sent, and what to send instead; null if they can.</summary>
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

    /// <summary>
    /// Whether the type is the result of a method with <c>yield</c> or a LINQ operator: enumerable and enumerator in one, without
    /// a name in C#.
    /// </summary>
    private static bool IsIterator(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type)
        && typeof(IEnumerator).IsAssignableFrom(type)
        && (type.Namespace == "System.Linq" || type.Name.StartsWith('<'));
}
