using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Banana.Generators.Tests;

/// <summary>The generator, run over source texts as the compiler would.</summary>
internal sealed class GeneratorRun
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation before)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(before, out Compilation after, out _);
        Before = before;
        After = after;
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Before { get; }

    public Compilation After { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>What the generator reports, and what the compiler says of the code it wrote.</summary>
    public IEnumerable<Diagnostic> Problems => Result.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)
        .Concat(After.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    public static GeneratorRun Of(params string[] sources)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Tests",
            sources.Select((source, i) => Parse(source, $"Source{i}.cs")),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return new GeneratorRun(
            CSharpGeneratorDriver.Create(
                [new SliceableGenerator().AsSourceGenerator()],
                parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
            compilation);
    }

    /// <summary>Runs again after one source has been replaced, or added.</summary>
    public GeneratorRun Edit(int number, string source)
    {
        SyntaxTree tree = Parse(source, $"Source{number}.cs");
        return new GeneratorRun(
            Driver, number < Before.SyntaxTrees.Length ? Before.ReplaceSyntaxTree(Before.SyntaxTrees[number], tree) : Before.AddSyntaxTrees(tree));
    }

    /// <summary>The text of a generated file.</summary>
    public string Text(string hintName) => Result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText("using System; using System.Collections.Generic; using Banana;\n" + source, new CSharpParseOptions(LanguageVersion.Preview), path);
}
