using System.Reflection;

namespace Banana.Conformance.Tests.House;

/// <summary>
/// The public surface is what the approved text files say. To approve a change, run the tests with BANANA_UPDATE=1 and read
/// the difference.
/// </summary>
[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    [DataRow("Banana.Core")]
    [DataRow("Banana.Slicers")]
    [DataRow("Banana.Transport")]
    public void Surface_OfTheAssembly_IsTheApprovedOne(string name)
    {
        string surface = string.Join('\n', Assembly.Load(name).GetExportedTypes().SelectMany(Describe).Order(StringComparer.Ordinal)) + "\n";
        string file = Path.Combine(Repository.Root, "tests", "Banana.Conformance.Tests", "PublicApi", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("BANANA_UPDATE") == "1")
        {
            File.WriteAllText(file, surface);
        }

        string[] approved = File.ReadAllLines(file);
        string[] actual = surface.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> changes = approved.Except(actual).Select(line => $"- {line}").Concat(actual.Except(approved).Select(line => $"+ {line}"));
        Assert.IsEmpty(changes.ToList(), string.Join('\n', changes));
    }

    private static IEnumerable<string> Describe(Type type)
    {
        string name = Name(type);
        string bases = string.Join(", ", new[] { type.BaseType }.Concat(type.GetInterfaces())
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent.IsVisible)
            .Select(parent => Name(parent!)));
        yield return $"{name} : {Kind(type)} {bases}".TrimEnd();
        const BindingFlags flags = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (MemberInfo member in type.GetMembers(flags).Where(IsVisible))
        {
            switch (member)
            {
                case FieldInfo { IsLiteral: true } constant:
                    yield return $"{name}.{constant.Name} = {constant.GetRawConstantValue()}";
                    break;
                case FieldInfo field:
                    yield return $"{name}.{field.Name}: {Name(field.FieldType)}";
                    break;
                case ConstructorInfo constructor:
                    yield return $"{name}({Parameters(constructor)})";
                    break;
                case MethodInfo method when !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal):
                    yield return $"{name}.{method.Name}{Arity(method)}({Parameters(method)}): {Name(method.ReturnType)}{Modifiers(method)}";
                    break;
                case PropertyInfo property:
                    yield return $"{name}.{property.Name}: {Name(property.PropertyType)} {{{Accessors(property)} }}";
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    private static string Accessors(PropertyInfo property) => string.Concat(property.GetAccessors(nonPublic: true)
        .Where(IsVisible)
        .Select(accessor => accessor == property.GetMethod ? " get;"
            : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;")
        .Order(StringComparer.Ordinal));

    private static string Modifiers(MethodInfo method) =>
        (method.IsStatic ? " static" : "") + (method.IsAbstract ? " abstract" : method.IsVirtual && !method.IsFinal ? " virtual" : "");

    private static string Arity(MethodInfo method) => method.IsGenericMethod
        ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
        : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "")}{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Kind(Type type) => type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate" : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (!type.IsGenericType)
        {
            return type.IsGenericParameter ? type.Name : type.FullName!.Replace('+', '.');
        }

        string arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        return $"{type.Namespace}.{type.Name.Split('`')[0]}<{arguments}>";
    }
}
