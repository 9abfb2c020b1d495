using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>The constructor that creates instances, and the members that match its parameters.</summary>
/// <param name="Info">The constructor; null for a struct without one.</param>
/// <param name="Members">The numbers of the members, in the order of the parameters.</param>
[RequiresUnreferencedCode("Constructors are looked up by reflection.")]
internal sealed record ReflectedConstructor(ConstructorInfo? Info, int[] Members)
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// Returns the constructor chosen by <see cref="SliceConstructorAttribute"/> or, without it, by the rules described there.
    /// </summary>
    /// <exception cref="NotSupportedException">No constructor has parameters that all match members.</exception>
    public static ReflectedConstructor Of(Type type, IReadOnlyList<ReflectedMember> members)
    {
        ConstructorInfo[] all = type.GetConstructors(Own);
        ConstructorInfo? chosen = Array.Find(all, constructor => constructor.GetCustomAttribute<SliceConstructorAttribute>() is not null);
        if (chosen is not null)
        {
            return Match(chosen, members) ?? throw new NotSupportedException(
                $"The constructor of {type} with [SliceConstructor] has a parameter that matches no member by name and type.");
        }

        if (type.IsValueType)
        {
            return new ReflectedConstructor(null, []);
        }

        return all.OrderBy(constructor => constructor.IsPublic ? 0 : 1)
            .ThenBy(constructor => constructor.GetParameters().Length == 0 ? int.MinValue : -constructor.GetParameters().Length)
            .Where(constructor => constructor.GetParameters() is not [{ } only] || only.ParameterType != type)
            .Select(constructor => Match(constructor, members))
            .FirstOrDefault(match => match is not null)
            ?? throw new NotSupportedException(
                $"{type} has no constructor whose parameters all match a member by name and type. Add one, or use a surrogate.");
    }

    /// <summary>Returns the parameter for a member; null if there is none.</summary>
    public ParameterInfo? Takes(int member) => Array.IndexOf(Members, member) is >= 0 and int number ? Info!.GetParameters()[number] : null;

    private static ReflectedConstructor? Match(ConstructorInfo constructor, IReadOnlyList<ReflectedMember> members)
    {
        List<int> numbers = [];
        foreach (ParameterInfo parameter in constructor.GetParameters())
        {
            int number = members.ToList().FindLastIndex(member => member.IsParameter(parameter));
            if (number < 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        return new ReflectedConstructor(constructor, [.. numbers]);
    }
}
