using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>Determines from declarations whether null is allowed. The generator follows the same rules.</summary>
[RequiresUnreferencedCode("Declarations are inspected by reflection.")]
internal static class ReflectedNullability
{
    // In a trimmed app, the annotations are removed, and the context throws.
    private static readonly bool s_isKnown = !AppContext.TryGetSwitch("System.Reflection.NullabilityInfoContext.IsSupported", out bool isSupported) || isSupported;

    /// <summary>Whether a member accepts null, by the declaration of its constructor parameter if there is one.</summary>
    public static bool AcceptsNull(ReflectedMember member, ParameterInfo? parameter)
    {
        MemberInfo declared = parameter?.Member ?? member.Property as MemberInfo ?? member.Field!;
        if (member.Type.IsValueType || !s_isKnown || IsTypeParameter(declared, parameter))
        {
            return true;
        }

        NullabilityInfoContext context = new(); // not thread-safe, and used once per member
        NullabilityInfo info = parameter is not null ? context.Create(parameter)
            : member.Property is { } property ? context.Create(property)
            : context.Create(member.Field!);
        return info.ReadState != NullabilityState.NotNull || info.WriteState == NullabilityState.Nullable;
    }

    /// <summary>Whether its type is a type parameter of the declaring type, which does not tell whether it may be null.</summary>
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
