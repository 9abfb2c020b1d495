using System.Text.RegularExpressions;

namespace Banana.Conformance.Tests.House;

/// <summary>ARCHITECTURE.md leads to where it says.</summary>
[TestClass]
public sealed partial class ArchitectureTests
{
    private static readonly string[] s_files =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or ".git")),
    ];

    /// <summary>A path may be cut short from the left; a file is named as long as it takes to mean no other one.</summary>
    [TestMethod]
    public void Paths_OfTheArchitecture_LeadToOneThingEach()
    {
        string text = Repository.Read("ARCHITECTURE.md");
        List<string> paths = [.. Code().Matches(text).Select(match => match.Groups[1].Value).Where(code => PathLike().IsMatch(code)).Distinct()];
        Assert.IsGreaterThan(80, paths.Count);
        List<string> wrong =
        [
            .. paths.Select(path => (Path: path, Count: CountOf(path)))
                .Where(found => found.Count == 0 || (found.Count > 1 && !found.Path.Contains('*')))
                .Select(found => $"{found.Path} is the end of {found.Count} paths"),
        ];
        Assert.IsEmpty(wrong, string.Join("\n", wrong));
    }

    private static int CountOf(string path)
    {
        string pattern = Regex.Escape(path.TrimEnd('/')).Replace(@"\*", "[^/]*");
        Regex file = new($"(?:^|/{(path[0] == '.' ? "|[^/.]+" : "")}){pattern}$");
        Regex folder = new($"^((?:.*/)?{pattern})/");
        return path.Contains(".cs") || path.Contains(".md") || path.Contains(".txt")
            ? s_files.Count(name => file.IsMatch(name))
            : s_files.Select(name => folder.Match(name)).Where(match => match.Success).Select(match => match.Value).Distinct().Count();
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    // A file, or a folder with a slash in or behind it.
    [GeneratedRegex(@"^[\w./*-]+\.(?:cs|md|txt|py|sh)$|^[\w.-]+(?:/[\w.-]+)*/[\w.-]*$")]
    private static partial Regex PathLike();
}
