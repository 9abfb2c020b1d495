using System.Text;
using System.Text.RegularExpressions;
using Banana.Diagnostics;
using Banana.Wire;

namespace Banana.Conformance.Tests.Protocol;

/// <summary>
/// The bytes of every type, kept as hex and as a readable listing in Golden/types.txt. To approve a change, run the tests with
/// BANANA_UPDATE=1 and read the difference: it breaks every document that was written before.
/// </summary>
[TestClass]
public sealed partial class GoldenTypeTests
{
    [TestMethod]
    [Clause("T-20")]
    [Clause("T-21")]
    [Clause("T-22")]
    [Clause("T-23")]
    [Clause("T-24")]
    [Clause("T-25")]
    [Clause("T-26")]
    [Clause("T-27")]
    [Clause("T-28")]
    public void Bytes_OfEveryType_AreTheApprovedOnes()
    {
        string actual = string.Join('\n', Samples.BuiltIn.Select(Describe));
        string file = Path.Combine(Repository.Root, "tests", "Banana.Conformance.Tests", "Golden", "types.txt");
        if (Environment.GetEnvironmentVariable("BANANA_UPDATE") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.AreEqual(File.ReadAllText(file), actual);
    }

    /// <summary>As many parts as the text says are on the wire, for each type of which it lists them.</summary>
    [TestMethod]
    [Clause("T-27")]
    public void Parts_OfEveryTypeThatListsThem_AreAsManyAsTheTextSays()
    {
        string clause = Repository.Read("PROTOCOL.md").Split("**[T-27]**")[1].Split("**[T-28]**")[0].ReplaceLineEndings(" ");
        Dictionary<string, int> said = ListedParts().Matches(clause)
            .Where(match => !match.Groups[2].Value.StartsWith("float32 each", StringComparison.Ordinal))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Split(';')[0].Split(", ").Length);
        Assert.IsGreaterThan(12, said.Count);
        foreach (Sample sample in Samples.BuiltIn)
        {
            string[] lines = TokenText.ToText(sample.ToBytes(), WireDialect.Net.Vocabulary).Split('\n');
            if (OpenType().Match(lines[Math.Min(1, lines.Length - 1)]) is { Success: true } type && said.TryGetValue(type.Groups[1].Value, out int parts))
            {
                int sent = lines.Skip(2).Count(line => AtDepthOne().IsMatch(line));
                Assert.AreEqual(parts, sent, sample.ToString());
            }
        }
    }

    [GeneratedRegex(@"`([a-z0-9-]+)`\s+\(([^)]*)\)")]
    private static partial Regex ListedParts();

    [GeneratedRegex("VOCAB \\d+ \"([a-z0-9-]+)\"")]
    private static partial Regex OpenType();

    /// <summary>A token whose parent is the sequence itself, and that begins a part.</summary>
    [GeneratedRegex(@"^ *\d+ +1 +[0-9a-f]+ +(?!CLOSE| )")]
    private static partial Regex AtDepthOne();

    private static string Describe(Sample sample)
    {
        byte[] bytes = sample.ToBytes();
        StringBuilder text = new();
        text.Append($"## {sample}\n{sample.Type}\n{Hex.Format(bytes)}\n{TokenText.ToText(bytes, WireDialect.Net.Vocabulary)}");
        return text.ToString();
    }
}
