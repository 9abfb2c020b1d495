using System.Collections.Generic;
using System.Linq;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>How members are read and set: by their name where generated code may use it, else by an accessor.</summary>
internal sealed class AccessParser(INamedTypeSymbol owner)
{
    private readonly Dictionary<string, (string Constraints, List<AccessorModel> Methods)> _classes = [];

    public IEnumerable<AccessorClassModel> Classes => _classes
        .Select(entry => new AccessorClassModel(entry.Key, entry.Value.Constraints, new EquatableArray<AccessorModel>(entry.Value.Methods)));

    /// <summary>Reads a property or field off <c>{0}</c>.</summary>
    public string Get(ISymbol member, IFieldSymbol? field) => member switch
    {
        IPropertySymbol property when IsOverridden(property) && field is not null => $"{Field(field)}({Target})",
        IPropertySymbol property when IsUsable(property.GetMethod!) => $"{Owner(property)}.{Names.Identifier(property.Name)}",
        IFieldSymbol plain when IsUsable(plain) => $"{Owner(plain)}.{Names.Identifier(plain.Name)}",
        IPropertySymbol property when field is null => $"{Method(property.GetMethod!, property.OriginalDefinition.Type)}({Target})",
        _ => $"{Field(field!)}({Target})",
    };

    /// <summary>Sets a property or field on <c>{0}</c> to <c>{1}</c>; empty if that cannot be done.</summary>
    public string Set(ISymbol member, IFieldSymbol? field) => member switch
    {
        IPropertySymbol property when IsOverridden(property) && field is not null => $"{Field(field)}({Target}) = {{1}}",
        IPropertySymbol { SetMethod: { IsInitOnly: false } set } property when IsUsable(set) => $"{Owner(property)}.{Names.Identifier(property.Name)} = {{1}}",
        IPropertySymbol { SetMethod: { } set } property => $"{Method(set, property.OriginalDefinition.Type)}({Target}, {{1}})",
        IFieldSymbol { IsReadOnly: false } plain when IsUsable(plain) => $"{Owner(plain)}.{Names.Identifier(plain.Name)} = {{1}}",
        _ => field is null ? "" : $"{Field(field)}({Target}) = {{1}}",
    };

    /// <summary>Calls a constructor; <c>{0}</c> and so on are the arguments.</summary>
    public string Construct(IMethodSymbol constructor)
    {
        string arguments = string.Join(", ", constructor.Parameters.Select((_, i) => $"{{{i}}}"));
        bool hasRequired = constructor.ContainingType.GetMembers().Concat(BasesOf(constructor.ContainingType).SelectMany(level => level.GetMembers()))
            .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            && Names.Attribute(constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is null;
        if (!hasRequired && Names.IsNameable(constructor.DeclaredAccessibility))
        {
            return $"new {Names.Full(constructor.ContainingType)}({arguments})";
        }

        string parameters = string.Join(", ", constructor.OriginalDefinition.Parameters.Select(parameter => $"{Names.Full(parameter.Type)} {Names.Identifier(parameter.Name)}"));
        return $"{Add(constructor.ContainingType, "Constructor", "", "New", $"{Names.Full(constructor.ContainingType.OriginalDefinition)} New({parameters})")}({arguments})";
    }

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type.BaseType; level is not null; level = level.BaseType)
        {
            yield return level;
        }
    }

    private string Target => owner.IsValueType ? "ref {0}" : "{0}";

    private static bool IsUsable(ISymbol symbol) =>
        Names.IsNameable(symbol.DeclaredAccessibility)
        && symbol is not IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 }
        && !IsForbidden(symbol)
        && !(symbol is IMethodSymbol { AssociatedSymbol: { } property } && IsForbidden(property));

    /// <summary>Whether naming it would be an error; it is state all the same.</summary>
    private static bool IsForbidden(ISymbol symbol) =>
        Names.Attribute(symbol, "System.Diagnostics.CodeAnalysis.ExperimentalAttribute") is not null
        || Names.Attribute(symbol, "System.ObsoleteAttribute") is { ConstructorArguments: { Length: 2 } said } && said[1].Value is true;

    /// <summary>Whether a class on the way from the property's own to this one may have another of it: then only the field is the state of its class.</summary>
    private bool IsOverridden(IPropertySymbol property) =>
        (property.IsVirtual || property is { IsOverride: true, IsSealed: false }) && !SymbolEqualityComparer.Default.Equals(property.ContainingType, owner);

    private string Owner(ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, owner) ? "{0}" : $"(({Names.Full(member.ContainingType)}){{0}})";

    private string Field(IFieldSymbol field)
    {
        string metadataName = field.AssociatedSymbol is IPropertySymbol property ? $"<{property.MetadataName}>k__BackingField" : field.Name;
        string name = Names.Identifier(field.AssociatedSymbol?.Name.Split('.').Last() ?? field.Name);
        return Add(
            field.ContainingType, "Field", metadataName, name, $"ref {Names.Full(field.OriginalDefinition.Type)} {name}({Parameter(field.ContainingType)})");
    }

    private string Method(IMethodSymbol method, ITypeSymbol type)
    {
        string name = method.MethodKind == MethodKind.PropertyGet ? $"Get{method.AssociatedSymbol!.Name.Split('.').Last()}" : $"Set{method.AssociatedSymbol!.Name.Split('.').Last()}";
        string signature = method.MethodKind == MethodKind.PropertyGet
            ? $"{Names.Full(type)} {name}({Parameter(method.ContainingType)})"
            : $"void {name}({Parameter(method.ContainingType)}, {Names.Full(type)} value)";
        return Add(method.ContainingType, "Method", method.MetadataName, name, signature);
    }

    private static string Parameter(INamedTypeSymbol declaring) =>
        $"{(declaring.IsValueType ? "ref " : "")}{Names.Full(declaring.OriginalDefinition)} owner";

    /// <summary>Adds an accessor to the class for the type that declares its target, and says how it is called.</summary>
    private string Add(INamedTypeSymbol declaring, string kind, string target, string name, string signature)
    {
        (string parameters, string constraints) = Names.Parameters(declaring.OriginalDefinition);
        string word = $"{Names.OneWord(declaring)}Access";
        if (!_classes.TryGetValue(word + parameters, out (string Constraints, List<AccessorModel> Methods) entry))
        {
            entry = (constraints, []);
            _classes.Add(word + parameters, entry);
        }

        AccessorModel accessor = new(kind, target, signature);
        if (!entry.Methods.Contains(accessor))
        {
            entry.Methods.Add(accessor);
        }

        return $"{word}{Names.Arguments(declaring)}.{name}";
    }
}
