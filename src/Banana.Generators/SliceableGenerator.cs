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
            types.Collect().Combine(containers.Collect())
                .Select(static (both, _) => Diagnose([.. both.Left, .. both.Right]))
                .Combine(context.CompilationProvider)
                .Select(static (both, _) => Locate(both.Left, both.Right)), // equal as long as the files with diagnostics are the same
            static (output, located) =>
            {
                foreach (LocatedDiagnostic diagnostic in located)
                {
                    output.ReportDiagnostic(diagnostic.Model.ToDiagnostic(Descriptors.Find(diagnostic.Model.Id), diagnostic.Tree));
                }
            });
    }

    private static EquatableArray<DiagnosticModel> Diagnose(ImmutableArray<ParseResult> results) =>
        new(results.SelectMany(result => result.Diagnostics).Concat(FindDuplicates(results)));

    private static EquatableArray<LocatedDiagnostic> Locate(EquatableArray<DiagnosticModel> diagnostics, Compilation compilation)
    {
        if (diagnostics.Count == 0)
        {
            return default; // nearly always, and after every key that is pressed
        }

        ILookup<string, SyntaxTree> trees = compilation.SyntaxTrees.ToLookup(tree => tree.FilePath);
        return new(diagnostics.Select(model => new LocatedDiagnostic(model, model.File.Length == 0 ? null : trees[model.File].FirstOrDefault())));
    }

    /// <summary>A diagnostic with the file it stands in.</summary>
    private sealed record LocatedDiagnostic(DiagnosticModel Model, SyntaxTree? Tree);

    /// <summary>Every type but the first that has a wire name.</summary>
    private static IEnumerable<DiagnosticModel> FindDuplicates(ImmutableArray<ParseResult> results) => results
        .Where(result => result.Model is not null)
        .Select(result => result.Declaration!)
        .GroupBy(declaration => declaration.Arguments[2])
        .SelectMany(alike => alike.Skip(1).Select(
            later => later with { Arguments = new EquatableArray<string>([alike.First().Arguments[0], later.Arguments[0], alike.Key]) }));
}
