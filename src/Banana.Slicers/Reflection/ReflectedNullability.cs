using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>Whether null may stand at a position, as far as its declaration says. The generator follows the same rules.</summary>
[RequiresUnreferencedCode("Declarations are inspected by reflection.")]
internal static class ReflectedNullability
{
    // Where an app is trimmed, the annotations are gone, and the context throws.
    private static readonly bool s_isKnown = !AppContext.TryGetSwitch("System.Reflection.NullabilityInfoContext.IsSupported", out bool isSupported) || isSupported;

    /// <summary>Whether a member takes null, by the constructor's parameter if there is one.</summary>
    public static bool AcceptsNull(ReflectedMember member, ParameterInfo? parameter)
    {
        MemberInfo declared = parameter?.Member ?? member.Property as MemberInfo ?? member.Field!;
        if (member.Type.IsValueType || !s_isKnown || IsTypeParameter(declared, parameter))
        {
            return true;
        }

        NullabilityInfoContext context = new(); // not thread-safe, and asked once for each member
        NullabilityInfo info = parameter is not null ? context.Create(parameter)
            : member.Property is { } property ? context.Create(property)
            : context.Create(member.Field!);
        return info.ReadState != NullabilityState.NotNull || info.WriteState == NullabilityState.Nullable;
    }

    /// <summary>Whether its type is a parameter of the generic type that declares it, which says nothing about null.</summary>
    private static bool IsTypeParameter(MemberInfo declared, ParameterInfo? parameter)
    {
        if (declared.DeclaringType is not { IsGenericType: true } type)
        {
            return false;
        }

        MemberInfo open = type.GetGenericTypeDefinition().GetMemberWithSameMetadataDefinitionAs(declared);
        return open switch
        {
            PropertyInfo property => property.PropertyType.IsGenericParameter,
            FieldInfo field => field.FieldType.IsGenericParameter,
            _ => ((ConstructorInfo)open).GetParameters()[parameter!.Position].ParameterType.IsGenericParameter,
        };
    }
}
