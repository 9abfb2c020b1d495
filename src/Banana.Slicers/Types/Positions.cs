using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>Determines the types that are allowed at the position of another one.</summary>
internal static class Positions
{
    /// <summary>
    /// Whether values of a type are also values of the declared one. The runtime accepts an <c>int[]</c> as a <c>uint[]</c>, and
    /// so as an <c>IReadOnlyList&lt;uint&gt;</c>, and a <c>List&lt;int[]&gt;</c> as an <c>IReadOnlyList&lt;uint[]&gt;</c>, with
    /// other numbers; this method does not.
    /// </summary>
    public static bool Take(Type declared, Type type) => declared == type
        || (declared.IsAssignableFrom(type)
            && (type.IsArray ? ElementOf(declared) is not { } element || IsSame(element, type.GetElementType()!)
                : !IsVariantOfOthers(declared) || TakesSlow(declared, type)));

    private static Type? ElementOf(Type declared) =>
        declared.IsArray ? declared.GetElementType() : declared.IsGenericType ? declared.GetGenericArguments()[0] : null;

    /// <summary>
    /// Whether the type arguments of an interface may be arrays, directly or in other interfaces; only these can vary in that
    /// way.
    /// </summary>
    private static bool IsVariantOfOthers(Type declared) =>
        declared is { IsGenericType: true, IsInterface: true } && Array.Exists(declared.GetGenericArguments(), part => part.IsArray || part is { IsInterface: true, IsGenericType: true });

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface by which the runtime takes one type for another is there; where it is not found, the value is refused.")]
    private static bool TakesSlow(Type declared, Type type)
    {
        Type open = declared.GetGenericTypeDefinition();
        Type[] parameters = open.GetGenericArguments();
        Type[] wanted = declared.GetGenericArguments();
        return type.GetInterfaces().Append(type).Any(candidate => candidate.IsGenericType
            && candidate.GetGenericTypeDefinition() == open
            && AreSame(parameters, wanted, candidate.GetGenericArguments()));
    }

    private static bool AreSame(Type[] parameters, Type[] wanted, Type[] given)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            bool isTakenIn = (parameters[i].GenericParameterAttributes & GenericParameterAttributes.Contravariant) != 0;
            if (isTakenIn ? !IsSame(given[i], wanted[i]) : !IsSame(wanted[i], given[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(Type wanted, Type given) => wanted == given || (!given.IsValueType && Take(wanted, given));
}
