using System.Text.RegularExpressions;

namespace Banana.Conformance.Tests.House;

/// <summary>
/// The order of a project's folders: each uses types only of those before it. Which types a file uses is found by the words in it, so that nothing has to
/// be compiled; a type that is used without being named is not seen.
/// </summary>
/// <param name="project">What the folders are folders of.</param>
/// <param name="rows">The folders, the lowest first; <c>.</c> is the project's own, those joined by <c>+</c> may know each other.</param>
internal sealed partial class FolderOrder(string project, params string[] rows)
{
    private const int MostFiles = 16;

    private readonly Dictionary<string, int> _rows = rows
        .SelectMany((row, index) => row.Split('+').Select(folder => (Folder: folder, Row: index)))
        .ToDictionary(place => place.Folder, place => place.Row);

    /// <summary>What is wrong with the sources of the project, a sentence each.</summary>
    public IReadOnlyList<string> FindFaults(IReadOnlyCollection<Source> sources)
    {
        List<string> faults = [.. sources.GroupBy(source => source.Folder).SelectMany(FindFaultsOf)];
        faults.AddRange(_rows.Keys.Except(sources.Select(source => source.Folder))
            .Select(folder => $"{project}/{folder} has a place in the order, but no files: take it out."));
        Dictionary<TypeKey, string> homes = FindHomes(sources, faults);
        foreach (Source source in sources)
        {
            int row = _rows.GetValueOrDefault(source.Folder, rows.Length);
            faults.AddRange(UsedBy(source).Except(DeclaredBy(source))
                .Where(used => homes.TryGetValue(used, out string? home) && _rows.GetValueOrDefault(home) > row)
                .Select(used => $"{project}/{source.Folder}/{source.File} uses {used.Name} of {homes[used]}, which stands above it: "
                    + $"{homes[used]} may use {source.Folder}, not the other way round."));
        }

        return faults;
    }

    private IEnumerable<string> FindFaultsOf(IGrouping<string, Source> folder)
    {
        if (!_rows.ContainsKey(folder.Key) && folder.Any(source => DeclaredBy(source).Any()))
        {
            yield return $"{project}/{folder.Key} has no place in the order of the folders: give it one.";
        }

        if (folder.Count() > MostFiles)
        {
            yield return $"{project}/{folder.Key} holds {folder.Count()} files, and {MostFiles} are enough for one idea: divide it.";
        }
    }

    private Dictionary<TypeKey, string> FindHomes(IEnumerable<Source> sources, List<string> faults)
    {
        Dictionary<TypeKey, string> homes = [];
        foreach (Source source in sources)
        {
            foreach (TypeKey declared in DeclaredBy(source))
            {
                if (!homes.TryAdd(declared, source.Folder) && homes[declared] != source.Folder)
                {
                    faults.Add($"{project} declares {declared.Name} in {homes[declared]} and in {source.Folder}: keep its parts together.");
                }
            }
        }

        return homes;
    }

    private static IEnumerable<TypeKey> DeclaredBy(Source source) =>
        Declaration().Matches(CodeOf(source)).Select(match => new TypeKey(match.Groups["name"].Value, match.Groups["generic"].Success));

    private static IEnumerable<TypeKey> UsedBy(Source source) =>
        Word().Matches(CodeOf(source)).Select(match => new TypeKey(match.Groups["name"].Value, match.Groups["generic"].Success)).Distinct();

    private static string CodeOf(Source source) => CommentOrText().Replace(source.Text, "");

    // Types inside others belong to those. A file has one namespace for all of it, so that the others begin their lines.
    [GeneratedRegex(
        @"^(?:[a-z][a-z ]* )?(?:(?:class|struct|record|interface|enum)(?: struct| class)?|delegate [^\r\n(]+?) (?<name>[A-Z]\w+)(?<generic><)?", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    // Behind a dot stands a member, unless it is a namespace that stands before the dot; before an equals sign or an accessor a member as well.
    [GeneratedRegex(@"(?<![.\w])(?:(?:Banana|Slicing|Wire|Transport|Foolscap)\.)*(?<name>[A-Z]\w+)\b(?<generic><)?(?!\s*=[^=>]|\s*\{ (?:get|init|set)\b)")]
    private static partial Regex Word();

    [GeneratedRegex(
        """
        //[^\n]*|/\*.*?\*/|\"{3,}.*?\"{3,}|@"(?:""|[^"])*"|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])+'
        """,
        RegexOptions.Singleline)]
    private static partial Regex CommentOrText();

    /// <param name="Folder">Where it stands, below the project.</param>
    /// <param name="File">Its name.</param>
    /// <param name="Text">What is in it.</param>
    public sealed record Source(string Folder, string File, string Text);

    private readonly record struct TypeKey(string Name, bool IsGeneric);
}
