using System.Reflection;

namespace Banana.Conformance.Tests.House;

/// <summary>What types are called in the approved text: with a question mark where null is declared.</summary>
internal static class TypeNames
{
    private const byte Annotated = 2;

    public static string Of(FieldInfo field) => new Marks(field, field.DeclaringType).Name(field.FieldType);

    public static string Of(PropertyInfo property) => new Marks(property, property.DeclaringType).Name(property.PropertyType);

    public static string Of(ParameterInfo parameter)
    {
        string way = parameter is { Position: < 0, ParameterType.IsByRef: true } ? "ref " : "";
        return parameter.ParameterType == typeof(void) ? "void" : way + new Marks(parameter, parameter.Member).Name(parameter.ParameterType);
    }

    public static string Of(Type type) => new Marks([0]).Name(type);

    /// <summary>The compiler's marks for one place, one for each type in it that could be null, outer ones first.</summary>
    private struct Marks(byte[] marks)
    {
        private int _next;

        public Marks(ICustomAttributeProvider place, MemberInfo? around)
            : this(Read(place, around))
        {
        }

        public string Name(Type type)
        {
            if (type.IsByRef)
            {
                return Name(type.GetElementType()!);
            }

            Type? number = Nullable.GetUnderlyingType(type);
            type = number ?? type;
            bool isMarked = (type.IsGenericType || !type.IsValueType) && TakeMark(); // never set for a value type
            string mark = isMarked || number is not null ? "?" : "";
            if (type.IsArray)
            {
                return Name(type.GetElementType()!) + "[]" + mark;
            }

            if (!type.IsGenericType)
            {
                return (type.IsGenericParameter ? type.Name : type.FullName!.Replace('+', '.')) + mark;
            }

            List<string> arguments = [];
            foreach (Type argument in type.GetGenericArguments())
            {
                arguments.Add(Name(argument));
            }

            string outer = type.DeclaringType is { } declaring ? declaring.Name.Split('`')[0] + "." : "";
            return $"{type.Namespace}.{outer}{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
        }

        // One mark alone counts for all.
        private bool TakeMark() => marks[marks.Length == 1 ? 0 : _next++] == Annotated;

        private static byte[] Read(ICustomAttributeProvider place, MemberInfo? around)
        {
            IEnumerable<CustomAttributeData> own = place is ParameterInfo parameter ? parameter.CustomAttributes : ((MemberInfo)place).CustomAttributes;
            if (Find(own, "NullableAttribute") is { } marks)
            {
                return marks;
            }

            for (MemberInfo? member = around; member is not null; member = member.DeclaringType)
            {
                if (Find(member.CustomAttributes, "NullableContextAttribute") is { } context)
                {
                    return context;
                }
            }

            return [0];
        }

        private static byte[]? Find(IEnumerable<CustomAttributeData> attributes, string name) =>
            attributes.FirstOrDefault(attribute => attribute.AttributeType.Name == name)?.ConstructorArguments[0].Value switch
            {
                byte all => [all],
                IEnumerable<CustomAttributeTypedArgument> each => [.. each.Select(argument => (byte)argument.Value!)],
                _ => null,
            };
    }
}
