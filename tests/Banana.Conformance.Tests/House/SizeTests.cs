using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Banana.Conformance.Tests.House;

/// <summary>The rules of size in ARCHITECTURE.md and .editorconfig are kept.</summary>
[TestClass]
public sealed partial class SizeTests
{
    private const int MostLinesOfAFile = 300;
    private const int MostLinesOfAMethod = 60;

    /// <summary>Files with a method that is larger still; the list only gets shorter.</summary>
    private static readonly string[] s_withALargeMethod = ["SlicerStack.Sequences.cs", "StreamSlicer.cs", "UnslicerStack.Open.cs"];

    private static readonly string[] s_folders = ["src", "bench", "samples", "tests"];

    [TestMethod]
    public void Files_OfAnyProject_StaySmall() => RequireNone(
        AllSources().Where(file => File.ReadLines(file).Count() > MostLinesOfAFile).Select(Relative));

    [TestMethod]
    public void Methods_OfAnyProject_StaySmall()
    {
        RequireNone(AllSources().Where(file => !s_withALargeMethod.Contains(Path.GetFileName(file))).SelectMany(LargeMethods));
        RequireNone(AllSources().Where(file => s_withALargeMethod.Contains(Path.GetFileName(file)) && !LargeMethods(file).Any()));
    }

    /// <summary>Lines of data in tests are as long as the data.</summary>
    [TestMethod]
    public void Lines_OutsideOfTests_AreNoLongerThanTheEditorIsTold()
    {
        int most = int.Parse(MaxLineLength().Match(Repository.Read(".editorconfig")).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.AreEqual(200, most);
        RequireNone(AllSources().Where(file => !Relative(file).StartsWith("tests", StringComparison.Ordinal)).SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(line => line.Line.Length > most)
            .Select(line => $"{Relative(file)}:{line.Number} {line.Line.Length}")));
    }

    private static IEnumerable<string> LargeMethods(string file)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();
        foreach (SyntaxNode method in root.DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax))
        {
            SyntaxNode? body = method.ChildNodes().FirstOrDefault(node => node is BlockSyntax or ArrowExpressionClauseSyntax);
            FileLinePositionSpan lines = (body ?? method).GetLocation().GetLineSpan();
            int count = lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
            if (count > MostLinesOfAMethod)
            {
                yield return $"{Relative(file)}:{lines.StartLinePosition.Line + 1} {count}";
            }
        }
    }

    private static void RequireNone(IEnumerable<string> large)
    {
        List<string> all = [.. large];
        Assert.IsEmpty(all, string.Join("\n", all));
    }

    private static IEnumerable<string> AllSources() => s_folders.SelectMany(folder => Repository.Sources(folder));

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex(@"max_line_length = (\d+)")]
    private static partial Regex MaxLineLength();
}
