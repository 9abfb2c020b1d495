using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>Whether null may stand at a position, as far as its declaration says. The slicers made at run time follow the same rules.</summary>
internal static class Nullability
{
    /// <summary>Whether a property, field or parameter takes null: unless it is of a reference type without <c>?</c>, in a nullable context.</summary>
    public static bool AcceptsNull(ISymbol symbol)
    {
        ITypeSymbol type = TypeOf(symbol);
        return !type.IsReferenceType
            || type.NullableAnnotation != NullableAnnotation.NotAnnotated
            || TypeOf(symbol.OriginalDefinition) is ITypeParameterSymbol
            || Names.Attribute(symbol, "System.Diagnostics.CodeAnalysis.AllowNullAttribute") is not null
            || Names.Attribute(symbol, "System.Diagnostics.CodeAnalysis.MaybeNullAttribute") is not null;
    }

    private static ITypeSymbol TypeOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => ((IParameterSymbol)symbol).Type,
    };
}
