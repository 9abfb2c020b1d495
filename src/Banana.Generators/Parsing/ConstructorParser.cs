using System.Collections.Generic;
using System.Linq;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>
/// Which constructor instances come back by: the one with [SliceConstructor]; else the public one without parameters; else the public one with
/// the most, each of which is a member; else one that is not public, by the same rule. Slicers made at run time follow the same rules.
/// </summary>
internal static class ConstructorParser
{
    /// <summary>A constructor that can be taken.</summary>
    /// <param name="Method">The constructor; null for a struct, which needs none.</param>
    /// <param name="Members">The numbers of the members that it takes.</param>
    /// <param name="Others">How many others could have been taken, if no attribute says which.</param>
    public sealed record Choice(IMethodSymbol? Method, List<int> Members, int Others = 0)
    {
        /// <summary>Returns the parameter for a member; null if there is none.</summary>
        public IParameterSymbol? Takes(int member) => Members.IndexOf(member) is >= 0 and int number ? Method!.Parameters[number] : null;
    }

    /// <summary>The constructor and the members it takes; null if there is none.</summary>
    public static Choice? Find(INamedTypeSymbol type, List<MemberParser.Found> members)
    {
        IMethodSymbol? chosen = type.InstanceConstructors.FirstOrDefault(candidate => Names.Attribute(candidate, Names.Constructor) is not null);
        if (chosen is not null)
        {
            return Match(chosen, members);
        }

        if (type.IsValueType)
        {
            return new Choice(null, []);
        }

        List<Choice> choices = [.. type.InstanceConstructors
            .OrderBy(candidate => candidate.DeclaredAccessibility == Accessibility.Public ? 0 : 1)
            .ThenBy(candidate => candidate.Parameters.Length == 0 ? int.MinValue : -candidate.Parameters.Length)
            .Where(candidate => candidate.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(candidate.Parameters[0].Type, type))
            .Select(candidate => Match(candidate, members))
            .OfType<Choice>()];
        return choices.Count == 0 ? null : choices[0] with { Others = choices.Count - 1 };
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

    private static Choice? Match(IMethodSymbol constructor, List<MemberParser.Found> members)
    {
        List<int> numbers = [.. constructor.Parameters.Select(parameter => members.FindLastIndex(member => member.IsParameter(parameter)))];
        return numbers.Contains(-1) ? null : new Choice(constructor, numbers);
    }
}
