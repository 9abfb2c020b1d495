using System.Linq;
using Banana.Generators.Emitting;
using Banana.Generators.Model;
using Banana.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Banana.Generators;

/// <summary>
/// Writes the slicers of types with [Sliceable] or [Event]. Parsing makes models without symbols; all steps after it run again only
/// when a model has changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SliceableGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that makes models of types, for tests.</summary>
    public const string TypesStep = "Types";

    /// <summary>The name of the step that makes models of types that are events only, for tests.</summary>
    public const string EventsStep = "Events";

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
        IncrementalValuesProvider<ParseResult> events = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Event, static (_, _) => true, TypeParser.ParseEvent)
            .WithTrackingName(EventsStep);
        IncrementalValuesProvider<ParseResult> containers = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Container, static (_, _) => true, TypeParser.ParseContainers)
            .WithTrackingName(ContainersStep);

        // Code and diagnostics are apart: where a diagnostic stands changes with every edit above it, the code does not.
        WriteCode(context, types);
        WriteCode(context, events);
        IncrementalValueProvider<EquatableArray<ParseResult>> all = types.Collect().Combine(events.Collect()).Combine(containers.Collect())
            .Select(static (parts, _) => new EquatableArray<ParseResult>([.. parts.Left.Left, .. parts.Left.Right, .. parts.Right]));
        context.RegisterSourceOutput(
            all.Select(static (results, _) => Register(results)).WithTrackingName(RegistrationStep),
            static (output, known) =>
            {
                if (known.Types.Count > 0)
                {
                    output.AddSource("SliceableTypes.g.cs", RegistrationEmitter.Emit(known));
                }
            });
        context.RegisterSourceOutput(
            all.Select(static (results, _) => Diagnose(results))
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

    private static void WriteCode(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParseResult> types) =>
        context.RegisterSourceOutput(
            types.Select(static (result, _) => result.Model).Where(static model => model is { Kind: not Model.TypeKind.RegistrationOnly }),
            static (output, model) => output.AddSource(model!.HintName, TypeEmitter.Emit(model)));

    private static AssemblyModel Register(EquatableArray<ParseResult> results) => new(
        new(results.Where(result => result.Model is not null || result.Declaration is null).SelectMany(result => result.Registrations)),
        new(results.Where(result => result is { Model: not null, Event: not null }).Select(result => result.Event!)));

    private static EquatableArray<DiagnosticModel> Diagnose(EquatableArray<ParseResult> results) =>
        new(results.SelectMany(result => result.Diagnostics).Concat(Duplicates.Find(results)));

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
}
