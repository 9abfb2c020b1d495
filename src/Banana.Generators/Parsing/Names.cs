using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Banana.Generators.Parsing;

/// <summary>How generated code calls things.</summary>
internal static class Names
{
    public const string Sliceable = "Banana.SliceableAttribute";
    public const string Event = "Banana.EventAttribute";
    public const string Member = "Banana.SliceMemberAttribute";
    public const string Ignore = "Banana.SliceIgnoreAttribute";
    public const string Derived = "Banana.SliceDerivedAttribute";
    public const string Surrogate = "Banana.SliceSurrogateAttribute";
    public const string Constructor = "Banana.SliceConstructorAttribute";
    public const string ExtensionData = "Banana.SliceExtensionDataAttribute";
    public const string Container = "Banana.SliceableContainerAttribute";

    /// <summary>A type, in full, as it can be written anywhere.</summary>
    public static string Full(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Dynamic ? "object" : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>A member or parameter as it is written in code, which may be a keyword.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : $"@{name}";

    /// <summary>Type arguments as they are written, those of the types that it is nested in before its own; empty if there are none.</summary>
    public static string Arguments(INamedTypeSymbol type) =>
        type.IsGenericType ? $"<{string.Join(", ", Levels(type).SelectMany(level => level.TypeArguments).Select(Full))}>" : "";

    /// <summary>A type, in full, without its type arguments: how it is known in tables.</summary>
    public static string Definition(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: true } named
        ? $"{named.ContainingNamespace.ToDisplayString()}.{named.MetadataName}"
        : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
            .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes));

    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    /// <summary>The first argument of an attribute, if it is text; otherwise empty.</summary>
    public static string Argument(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";

    /// <summary>Whether a slicer and an unslicer are generated for a type, in whichever assembly it is declared.</summary>
    public static bool IsSliceable(ISymbol type) => (Attribute(type, Sliceable) ?? Attribute(type, Event)) is not null;

    /// <summary>The type and those it stands in, joined, as a name of one word.</summary>
    public static string OneWord(INamedTypeSymbol type) => string.Join("_", Levels(type).Select(level => level.Name));

    /// <summary>A constructor as its caller sees it, for messages.</summary>
    public static string Signature(IMethodSymbol constructor) => $"{constructor.ContainingType.Name}({string.Join(", ", constructor.Parameters.Select(
        parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))})";

    /// <summary>The name of the file that is generated for a type.</summary>
    public static string File(INamedTypeSymbol type) =>
        $"{type.ToDisplayString().Replace('<', '(').Replace('>', ')').Replace("@", "")}.Sliceable.g.cs";

    /// <summary>A word as a local variable.</summary>
    public static string Local(string word)
    {
        string lower = char.ToLowerInvariant(word[0]) + word.Substring(1);
        return lower is "value" or "step" or "frame" or "stack" or "reader" or "writer" or "types"
            || SyntaxFacts.GetKeywordKind(lower) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(lower) != SyntaxKind.None
            ? $"{lower}Member"
            : lower;
    }

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Whether code elsewhere in the assembly can name a type.</summary>
    public static bool IsNameable(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol or IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => IsNameable(array.ElementType),
        INamedTypeSymbol named => !named.IsFileLocal && IsNameable(named.DeclaredAccessibility)
            && named.TypeArguments.All(IsNameable)
            && (named.ContainingType is null || IsNameable(named.ContainingType)),
        _ => false,
    };

    public static bool IsNameable(Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal or Accessibility.NotApplicable;

    /// <summary>The type parameters of a type and its constraints, as they are written.</summary>
    public static (string Parameters, string Constraints) Parameters(INamedTypeSymbol type)
    {
        List<ITypeParameterSymbol> parameters = ParametersOf(type);
        if (parameters.Count == 0)
        {
            return ("", "");
        }

        IEnumerable<string> constraints = parameters.Select(Constraint).Where(constraint => constraint.Length > 0);
        return ($"<{string.Join(", ", parameters.Select(parameter => parameter.Name))}>", string.Join(" ", constraints));
    }

    /// <summary>The type parameters of a type, after those of the types that it is nested in.</summary>
    public static List<ITypeParameterSymbol> ParametersOf(INamedTypeSymbol type) => [.. Levels(type).SelectMany(level => level.TypeParameters)];

    /// <summary>The types that a type is nested in, from outside, and itself.</summary>
    private static List<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        List<INamedTypeSymbol> levels = [];
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            levels.Insert(0, level);
        }

        return levels;
    }

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        List<string> parts = [];
        if (parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            parts.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            parts.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            parts.Add("notnull");
        }

        parts.AddRange(parameter.ConstraintTypes.Select(Full));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $"where {parameter.Name} : {string.Join(", ", parts)}";
    }
}
