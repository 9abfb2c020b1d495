using System.Collections.Generic;
using System.Linq;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>
/// Which constructor instances come back by: the one with [SliceConstructor]; else the one without parameters; else the one with the most,
/// each of which is a member.
/// </summary>
internal static class ConstructorParser
{
    /// <summary>The constructor and the members it takes; null if there is none.</summary>
    public static (IMethodSymbol? Method, List<int> Members)? Find(INamedTypeSymbol type, List<MemberParser.Found> members)
    {
        IMethodSymbol? chosen = type.InstanceConstructors.FirstOrDefault(candidate => Names.Attribute(candidate, Names.Constructor) is not null);
        if (chosen is not null)
        {
            return Match(chosen, members);
        }

        if (type.IsValueType)
        {
            return (null, []);
        }

        return type.InstanceConstructors
            .OrderBy(candidate => candidate.Parameters.Length == 0 ? int.MinValue : -candidate.Parameters.Length)
            .Where(candidate => candidate.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(candidate.Parameters[0].Type, type))
            .Select(candidate => Match(candidate, members))
            .FirstOrDefault(match => match is not null);
    }

    public static ConstructorModel ToModel(INamedTypeSymbol type, IMethodSymbol? method, List<int> members, AccessParser access) => method is null
        ? new ConstructorModel($"default({Names.Full(type)})", default, default)
        : new ConstructorModel(
            access.Construct(method),
            new EquatableArray<int>(members),
            new EquatableArray<string>(method.Parameters.Select(Default)));

    private static string Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
        {
            return "default";
        }

        string literal = value switch
        {
            double.PositiveInfinity or float.PositiveInfinity => "float.PositiveInfinity",
            double.NegativeInfinity or float.NegativeInfinity => "float.NegativeInfinity",
            double.NaN or float.NaN => "float.NaN",
            _ => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
        return $"({Names.Full(parameter.Type)})({literal})";
    }

    private static (IMethodSymbol? Method, List<int> Members)? Match(IMethodSymbol constructor, List<MemberParser.Found> members)
    {
        List<int> numbers = [.. constructor.Parameters.Select(parameter => members.FindLastIndex(member => member.IsParameter(parameter)))];
        return numbers.Contains(-1) ? null : (constructor, numbers);
    }
}
