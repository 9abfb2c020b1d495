using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Banana.Conformance.Tests.House;

/// <summary>What others can see of an assembly, a line each for types and members: all that a caller could come to depend on.</summary>
internal static class PublicSurface
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Types and members in the order of their names, and how many types there are.</summary>
    public static string Describe(Assembly assembly)
    {
        Type[] types = assembly.GetExportedTypes();
        return string.Join('\n', types.SelectMany(Describe).Order(StringComparer.Ordinal)) + $"\n{types.Length} public types\n";
    }

    public static IEnumerable<string> Describe(Type type)
    {
        string bases = string.Join(", ", new[] { type.BaseType }.Concat(type.IsEnum ? [] : type.GetInterfaces())
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) && parent.IsVisible)
            .Select(parent => TypeNames.Of(parent!)));
        string name = TypeNames.Of(type);
        yield return $"{name} : {Attributes(type)}{Kind(type)} {bases}".TrimEnd();
        foreach (MemberInfo member in type.GetMembers(All).Where(IsVisible))
        {
            if (Describe(member) is { } text)
            {
                yield return name + (member is ConstructorInfo ? "" : ".") + text;
            }
        }
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: true } => null,
        FieldInfo { IsLiteral: true } constant => $"{constant.Name} = {constant.GetRawConstantValue()}{Tail(constant)}",
        FieldInfo field => $"{field.Name}: {TypeNames.Of(field)}{(field.IsStatic ? " static" : "")}{(field.IsInitOnly ? " readonly" : "")}{Tail(field)}",
        ConstructorInfo constructor => $"({Parameters(constructor)}){Tail(constructor)}",
        MethodInfo method when !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal) =>
            $"{method.Name}{Arity(method)}({Parameters(method)}): {TypeNames.Of(method.ReturnParameter)}{Modifiers(method)}{Tail(method)}",
        PropertyInfo property => $"{property.Name}{Indexes(property)}: {TypeNames.Of(property)} {{{Accessors(property)} }}"
            + Modifiers(property.GetAccessors(nonPublic: true).First(IsVisible)) + Tail(property),
        EventInfo happening => $"{happening.Name}: event {TypeNames.Of(happening.EventHandlerType!)}",
        _ => null,
    };

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo happening => IsVisible(happening.AddMethod!),
        _ => false,
    };

    private static string Accessors(PropertyInfo property) => string.Concat(property.GetAccessors(nonPublic: true)
        .Where(IsVisible)
        .Select(accessor => (accessor.IsPublic ? " " : " protected ") + (accessor == property.GetMethod ? "get;"
            : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;" : "set;"))
        .Order(StringComparer.Ordinal));

    private static string Indexes(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } indexes ? $"[{string.Join(", ", indexes.Select(Parameter))}]" : "";

    private static string Modifiers(MethodInfo method) =>
        (method.IsPublic ? "" : " protected")
        + (method.IsStatic ? " static" : "")
        + (method.IsAbstract ? " abstract" : method.IsVirtual && !method.IsFinal ? " virtual" : "")
        + (method.GetBaseDefinition() == method || !method.IsFinal ? "" : " sealed")
        + (method.IsDefined(typeof(IsReadOnlyAttribute)) ? " readonly" : "");

    private static string Arity(MethodInfo method) => method.IsGenericMethod
        ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeNames.Of))}>"
        : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        string many = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        string tail = parameter.HasDefaultValue ? $" = {Constant(parameter)}" : "";
        return $"{Attributes(parameter)}{many}{way}{TypeNames.Of(parameter)} {parameter.Name}{tail}";
    }

    private static string Constant(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        object value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Tail(MemberInfo member) => Attributes(member) is { Length: > 0 } attributes ? " " + attributes.TrimEnd() : "";

    /// <summary>The attributes that change what a caller may do, or is told.</summary>
    private static string Attributes(ICustomAttributeProvider place) => string.Concat(place.GetCustomAttributes(inherit: false)
        .Select(attribute => attribute switch
        {
            ObsoleteAttribute when place is not Type { IsByRefLike: true } => "[Obsolete] ", // there the compiler says it, to older ones
            FlagsAttribute => "[Flags] ",
            EditorBrowsableAttribute { State: EditorBrowsableState.Never } => "[EditorBrowsable(Never)] ",
            RequiresUnreferencedCodeAttribute => "[RequiresUnreferencedCode] ",
            RequiresDynamicCodeAttribute => "[RequiresDynamicCode] ",
            ExperimentalAttribute => "[Experimental] ",
            DynamicallyAccessedMembersAttribute kept => $"[DynamicallyAccessedMembers({kept.MemberTypes})] ",
            NotNullWhenAttribute result => $"[NotNullWhen({(result.ReturnValue ? "true" : "false")})] ",
            UnscopedRefAttribute => "[UnscopedRef] ",
            RequiredMemberAttribute when place is not Type => "[required] ",
            AttributeUsageAttribute usage => $"[AttributeUsage({usage.ValidOn}{(usage.AllowMultiple ? ", AllowMultiple" : "")})] ",
            _ => "",
        })
        .Order(StringComparer.Ordinal));

    private static string Kind(Type type) => type.IsEnum ? $"enum of {TypeNames.Of(type.GetEnumUnderlyingType())}"
        : type.IsInterface ? "interface"
        : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}struct{Layout(type)}"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate" : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Layout(Type type) => type.StructLayoutAttribute is { } layout && (layout.Size > 1 || type.IsExplicitLayout)
        ? $" [StructLayout({layout.Value}, Size = {layout.Size})]"
        : "";
}
