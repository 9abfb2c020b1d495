using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Banana.Generators.Emitting;
using Banana.Generators.Model;
using Banana.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Banana.Generators;

/// <summary>
/// Writes the slicers of types with [Sliceable]. Parsing makes models without symbols; all steps after it run again only when a model has
/// changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SliceableGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that makes models of types, for tests.</summary>
    public const string TypesStep = "Types";

    /// <summary>The name of the step that makes models of containers, for tests.</summary>
    public const string ContainersStep = "Containers";

    /// <summary>The name of the step that collects the registration, for tests.</summary>
    public const string RegistrationStep = "Registration";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult> types = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Sliceable, static (_, _) => true, TypeParser.Parse)
            .WithTrackingName(TypesStep);
        IncrementalValuesProvider<ParseResult> containers = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Container, static (_, _) => true, TypeParser.ParseContainers)
            .WithTrackingName(ContainersStep);

        // Code and diagnostics are apart: where a diagnostic stands changes with every edit above it, the code does not.
        context.RegisterSourceOutput(
            types.Select(static (result, _) => result.Model).Where(static model => model is { Kind: not Model.TypeKind.RegistrationOnly }),
            static (output, model) => output.AddSource(model!.HintName, TypeEmitter.Emit(model)));
        context.RegisterSourceOutput(
            types.SelectMany(static (result, _) => result.Model is null ? default : result.Registrations).Collect()
                .Combine(containers.SelectMany(static (result, _) => result.Registrations).Collect())
                .Select(static (both, _) => new EquatableArray<RegistrationModel>(both.Left.Concat(both.Right)))
                .WithTrackingName(RegistrationStep),
            static (output, registrations) =>
            {
                if (registrations.Count > 0)
                {
                    output.AddSource("SliceableTypes.g.cs", RegistrationEmitter.Emit(registrations));
                }
            });
        context.RegisterSourceOutput(
            types.Collect().Combine(containers.Collect()),
            static (output, both) => Report(output, [.. both.Left, .. both.Right]));
    }

    private static void Report(SourceProductionContext output, ImmutableArray<ParseResult> results)
    {
        foreach (DiagnosticModel diagnostic in results.SelectMany(result => result.Diagnostics).Concat(FindDuplicates(results)))
        {
            output.ReportDiagnostic(diagnostic.ToDiagnostic(Descriptors.Find(diagnostic.Id)));
        }
    }

    /// <summary>Every type but the first that has a wire name.</summary>
    private static IEnumerable<DiagnosticModel> FindDuplicates(ImmutableArray<ParseResult> results) => results
        .Where(result => result.Model is not null)
        .Select(result => result.Declaration!)
        .GroupBy(declaration => declaration.Arguments[2])
        .SelectMany(alike => alike.Skip(1).Select(
            later => later with { Arguments = new EquatableArray<string>([alike.First().Arguments[0], later.Arguments[0], alike.Key]) }));
}
