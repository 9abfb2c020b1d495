using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Banana.Generators.Parsing;

/// <summary>The parameters of a primary constructor that members of the class use, so that the compiler keeps them as state.</summary>
internal static class CapturedParameters
{
    public static IEnumerable<IParameterSymbol> Of(INamedTypeSymbol type)
    {
        if (type.IsRecord)
        {
            return []; // their parameters are properties
        }

        return type.InstanceConstructors
            .Where(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
            .SelectMany(constructor => constructor.Parameters)
            .Where(parameter => type.DeclaringSyntaxReferences.Any(reference => IsUsed((TypeDeclarationSyntax)reference.GetSyntax(), parameter.Name)));
    }

    private static bool IsUsed(TypeDeclarationSyntax declaration, string name) => declaration.Members
        .Where(member => member is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax or EventDeclarationSyntax)
        .SelectMany(Bodies)
        .SelectMany(body => body.DescendantNodesAndSelf())
        .OfType<IdentifierNameSyntax>()
        .Any(identifier => identifier.Identifier.ValueText == name
            && !(identifier.Parent is MemberAccessExpressionSyntax access && access.Name == identifier));

    /// <summary>What runs after the constructor: bodies, but no initializers.</summary>
    private static IEnumerable<SyntaxNode> Bodies(MemberDeclarationSyntax member) => member switch
    {
        ConstructorDeclarationSyntax => [],
        BaseMethodDeclarationSyntax method => Existing(method.Body, method.ExpressionBody),
        BasePropertyDeclarationSyntax property => Existing(property.AccessorList, (property as PropertyDeclarationSyntax)?.ExpressionBody),
        _ => [],
    };

    private static IEnumerable<SyntaxNode> Existing(params SyntaxNode?[] nodes) => nodes.OfType<SyntaxNode>();
}
