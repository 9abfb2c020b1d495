using System.Text.RegularExpressions;

namespace Banana.Conformance.Tests.House;

/// <summary>The examples of a document, which are regions of a test that compiles and runs them.</summary>
internal static partial class ExampleRegions
{
    /// <summary>Requires that a document has the regions of a kind, in C# blocks, and no other C#.</summary>
    /// <param name="document">The path of the document.</param>
    /// <param name="source">The path of the source file.</param>
    /// <param name="kind">The first word of the names of the regions.</param>
    /// <returns>The number of lines of each example.</returns>
    public static IReadOnlyDictionary<string, int> Require(string document, string source, string kind)
    {
        string text = Repository.Read(document);
        Dictionary<string, int> lengths = [];
        foreach (Match region in Region().Matches(Repository.Read(source)).Where(match => match.Groups[2].Value == kind))
        {
            string[] lines = region.Groups[4].Value.Trim('\n').Split('\n');
            int indent = region.Groups[1].Length;
            string example = string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : line.Trim())).Trim();
            Assert.Contains($"```csharp\n{example}\n```", text, region.Groups[3].Value);
            lengths.Add(region.Groups[3].Value, lines.Length);
        }

        Assert.HasCount(lengths.Count, Regex.Matches(text, "```csharp"), "each example is compiled");
        return lengths;
    }

    [GeneratedRegex(@"( *)#region (\w+) (\w+)\n(.*?)\n\s*#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();
}
