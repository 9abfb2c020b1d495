namespace Banana.Conformance.Tests.Foolscap;

/// <summary>The entries of the vectors that Banana does not follow, with the reason each: Vectors/differences.txt.</summary>
public static class Differences
{
    /// <summary>Section and name, to what kind of difference it is and why.</summary>
    public static IReadOnlyDictionary<string, (string Kind, string Why)> All { get; } = Read();

    public static bool Contains(Vector vector) => All.TryGetValue(vector.ToString(), out (string Kind, string Why) found) && found.Kind == "different";

    /// <summary>Whether Foolscap gives up the connection where only one object is lost here.</summary>
    public static bool IsMilder(Vector vector) => All.TryGetValue(vector.ToString(), out (string Kind, string Why) found) && found.Kind == "milder";

    private static Dictionary<string, (string Kind, string Why)> Read() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "differences.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(parts => parts[1], parts => (parts[0], parts[2]));
}
