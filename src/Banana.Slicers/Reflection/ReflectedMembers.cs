using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>
/// Finds the members of a type that are sent, which are all of its state. The generator follows the same rules, so that both give
/// the same bytes: each field is sent, through its property if there is one; base classes first, properties before fields, as
/// declared.
/// </summary>
[RequiresUnreferencedCode("Members are looked up by reflection.")]
internal static class ReflectedMembers
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<ReflectedMember> Of(Type type)
    {
        List<ReflectedMember> members = [];
        List<Type> levels = [];
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            levels.Insert(0, level);
        }

        foreach (Type level in levels)
        {
            AddLevel(level, members);
        }

        return [.. members.Select(member => Distinct(member, members, type)).OrderBy(member => member.Order)];
    }

    /// <summary>Returns a member of a base class as it is in this class, which may hide or override it.</summary>
    private static ReflectedMember Distinct(ReflectedMember member, List<ReflectedMember> members, Type type)
    {
        bool isHidden = member.Settings?.Name is null && members.FindLast(other => other.Name == member.Name)!.Declaring != member.Declaring;
        bool isOverridden = member is { Field: not null, Property.GetMethod: { IsVirtual: true, IsFinal: false } } && member.Declaring != type;
        return member with
        {
            Name = isHidden ? $"{member.Declaring.Name.Split('`')[0]}.{member.Name}" : member.Name,
            Accessor = isOverridden ? null : member.Property,
        };
    }

    /// <summary>Returns the member for extension data; null if there is none.</summary>
    public static ReflectedMember? ExtensionOf(Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            PropertyInfo? property = Array.Find(level.GetProperties(Declared), found => found.GetCustomAttribute<SliceExtensionDataAttribute>() is not null);
            FieldInfo? field = property is null
                ? Array.Find(level.GetFields(Declared), found => found.GetCustomAttribute<SliceExtensionDataAttribute>() is not null)
                : level.GetField($"<{property.Name}>k__BackingField", Declared);
            if (property is not null || field is not null)
            {
                return new ReflectedMember("", property, field, null);
            }
        }

        return null;
    }

    private static void AddLevel(Type level, List<ReflectedMember> members)
    {
        FieldInfo[] fields = level.GetFields(Declared);
        HashSet<FieldInfo> covered = [];
        foreach (PropertyInfo property in level.GetProperties(Declared))
        {
            FieldInfo? own = Array.Find(fields, field => field.Name == $"<{property.Name}>k__BackingField");
            FieldInfo? backing = own ?? FindBacking(property, fields);
            if (property.GetIndexParameters().Length > 0 || property.GetMethod is null)
            {
                continue;
            }

            SliceMemberAttribute? settings = property.GetCustomAttribute<SliceMemberAttribute>();
            if (property.GetCustomAttribute<SliceIgnoreAttribute>() is not null
                || property.GetCustomAttribute<SliceExtensionDataAttribute>() is not null)
            {
                covered.Add(backing!);
            }
            else if (settings is not null || own is not null || (backing is not null && property.SetMethod is not null))
            {
                members.Add(new ReflectedMember(settings?.Name ?? property.Name, property, backing, settings));
                covered.Add(backing!);
            }
        }

        foreach (FieldInfo field in fields)
        {
            if (!covered.Contains(field) && !IsIgnored(field))
            {
                if (field.Name.StartsWith('<'))
                {
                    throw new NotSupportedException(
                        $"{level} has state without a name, {field.Name}. Make the primary constructor parameters that its members use properties.");
                }


                SliceMemberAttribute? settings = field.GetCustomAttribute<SliceMemberAttribute>();
                members.Add(new ReflectedMember(settings?.Name ?? field.Name.TrimStart('_'), null, field, settings));
            }
        }
    }

    /// <summary>
    /// Returns the field behind a property with explicit accessors: one of the same type, and the same name ignoring case and
    /// underscores.
    /// </summary>
    private static FieldInfo? FindBacking(PropertyInfo property, FieldInfo[] fields) => Array.Find(
        fields,
        field => field.FieldType == property.PropertyType
            && field.IsPrivate
            && string.Equals(field.Name.TrimStart('_'), property.Name, StringComparison.OrdinalIgnoreCase));

    private static bool IsIgnored(FieldInfo field) =>
        field.GetCustomAttribute<SliceIgnoreAttribute>() is not null
        || field.GetCustomAttribute<SliceExtensionDataAttribute>() is not null
        || field.GetCustomAttribute<NonSerializedAttribute>() is not null
        || field.DeclaringType!.GetEvent(field.Name, Declared)?.GetCustomAttribute<SliceIgnoreAttribute>() is not null
        || (field.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
            && field.Name.StartsWith('<')
            && field.DeclaringType.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Declared)
                ?.GetCustomAttribute<SliceIgnoreAttribute>() is not null);
}
