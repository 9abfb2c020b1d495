using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>A member of a class as the rules of <see cref="ReflectedMembers"/> found it.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Property">The property; null if it is a field.</param>
/// <param name="Field">The field: the property's own, if it has one.</param>
/// <param name="Settings">Its attribute; null if it has none.</param>
[RequiresUnreferencedCode("Members are looked up by reflection.")]
internal sealed record ReflectedMember(string Name, PropertyInfo? Property, FieldInfo? Field, SliceMemberAttribute? Settings)
{
    /// <summary>
    /// The property that gets and sets it; null if the field is used, because a derived class overrides the property and only the
    /// field is the state of the declaring class.
    /// </summary>
    public PropertyInfo? Accessor { get; init; } = Property;

    public Type Type => Property?.PropertyType ?? Field!.FieldType;

    public Type Declaring => (Property as MemberInfo ?? Field!).DeclaringType!;

    public int Order => Settings?.Order ?? 0;

    public bool IsRequired => Settings?.IsRequired == true
        || (Property as MemberInfo ?? Field!).GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;

    /// <summary>Whether a constructor parameter matches the member by name and type.</summary>
    public bool IsParameter(ParameterInfo parameter) =>
        string.Equals(Property?.Name ?? Field!.Name.TrimStart('_'), parameter.Name, StringComparison.OrdinalIgnoreCase)
        && Type == parameter.ParameterType;
}
