using System.Text;
using Banana.Diagnostics;
using Banana.Wire;

namespace Banana.Conformance.Tests.Protocol;

/// <summary>
/// The bytes of every type, kept as hex and as a readable listing in Golden/types.txt. To approve a change, run the tests with
/// BANANA_UPDATE=1 and read the difference: it breaks every document that was written before.
/// </summary>
[TestClass]
public sealed class GoldenTypeTests
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

    private static string Describe(Sample sample)
    {
        byte[] bytes = sample.ToBytes();
        StringBuilder text = new();
        text.Append($"## {sample}\n{sample.Type}\n{Hex.Format(bytes)}\n{TokenText.ToText(bytes, WellKnownVocabularies.Net)}");
        return text.ToString();
    }
}
