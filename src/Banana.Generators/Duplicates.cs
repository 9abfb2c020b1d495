using System;
using System.Collections.Generic;
using System.Linq;
using Banana.Generators.Model;
using Banana.Generators.Parsing;

namespace Banana.Generators;

/// <summary>Every type but the first of those that have the same name.</summary>
internal static class Duplicates
{
    public static IEnumerable<DiagnosticModel> Find(IEnumerable<ParseResult> results)
    {
        ParseResult[] types = [.. results.Where(result => result.Model is not null)];
        return Later(types, type => type.Model!.WireName)
            .Where(pair => !IsSameEvent(pair.First, pair.Later)) // said below
            .Select(pair => Report(pair, pair.Later.Model!.WireName))
            .Concat(Later([.. types.Where(type => type.Event is not null)], type => type.Event!.Name)
                .Select(pair => Report(pair, pair.Later.Event!.Name) with { Id = Descriptors.DuplicateEventName.Id }));
    }

    private static IEnumerable<(ParseResult First, ParseResult Later)> Later(IReadOnlyList<ParseResult> types, Func<ParseResult, string> name) => types
        .GroupBy(name)
        .SelectMany(alike => alike.Skip(1).Select(later => (alike.First(), later)));

    private static bool IsSameEvent(ParseResult first, ParseResult later) => first.Event is not null && first.Event.Name == later.Event?.Name;

    private static DiagnosticModel Report((ParseResult First, ParseResult Later) pair, string name) => pair.Later.Declaration! with
    {
        Arguments = new EquatableArray<string>([pair.First.Declaration!.Arguments[0], pair.Later.Declaration!.Arguments[0], name]),
    };
}
