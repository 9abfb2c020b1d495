using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Conformance.Tests.House;

/// <summary>
/// The public surface is what the approved text files say. To approve a change, run the tests with BANANA_UPDATE=1 and read
/// the difference.
/// </summary>
[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    [DataRow("Banana.Core")]
    [DataRow("Banana.Slicers")]
    [DataRow("Banana.Transport")]
    [DataRow("Banana.Foolscap")]
    [DataRow("Banana.Hosting")]
    public void Surface_OfTheAssembly_IsTheApprovedOne(string name)
    {
        string surface = PublicSurface.Describe(Assembly.Load(name));
        string file = Path.Combine(Repository.Root, "tests", "Banana.Conformance.Tests", "PublicApi", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("BANANA_UPDATE") == "1")
        {
            File.WriteAllText(file, surface);
        }

        string[] approved = File.ReadAllLines(file);
        string[] actual = surface.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> changes = approved.Except(actual).Select(line => $"- {line}").Concat(actual.Except(approved).Select(line => $"+ {line}"));
        Assert.IsEmpty(changes.ToList(), string.Join('\n', changes));
    }

    [TestMethod]
    public void Text_OfAType_ShowsWhatCallersDependOn()
    {
        string text = string.Join('\n', PublicSurface.Describe(typeof(Shown)).Order(StringComparer.Ordinal));
        const string name = "Banana.Conformance.Tests.House.PublicApiTests.Shown";
        Assert.AreEqual(
            $$"""
            {{name}} : readonly ref struct
            {{name}}.Find(System.Collections.Generic.List<System.String?> names, System.String? text = null, params System.Int32[] more): System.String? static [Obsolete]
            {{name}}.Hidden: System.Int32? { get; init; } [EditorBrowsable(Never)]
            {{name}}.Least: System.Int32 static readonly
            {{name}}.TryTake([NotNullWhen(true)] out System.String? text, System.Boolean isLast = true): System.Boolean static
            """,
            text);
    }

    private readonly ref struct Shown
    {
        public static readonly int Least = 1;

        [EditorBrowsable(EditorBrowsableState.Never)]
        public int? Hidden { get; init; }

        [Obsolete("Only shown.")]
        public static string? Find(List<string?> names, string? text = null, params int[] more) => names.Count > more.Length ? text : null;

        public static bool TryTake([NotNullWhen(true)] out string? text, bool isLast = true)
        {
            text = isLast ? "" : null;
            return isLast;
        }
    }
}
