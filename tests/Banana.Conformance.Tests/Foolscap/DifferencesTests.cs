namespace Banana.Conformance.Tests.Foolscap;

/// <summary>The file of differences is about entries that exist, and is short.</summary>
[TestClass]
public sealed class DifferencesTests
{
    private static readonly string[] s_sections =
    [
        "encode", "streams", "send_failures", "streaming", "decode", "reject", "pending", "constraint_wire", "constraint_check",
        "constraint_attrdict", "quirks", "unslicer_trace", "damaged",
    ];

    [TestMethod]
    public void Differences_AreOfEntriesThatExist()
    {
        HashSet<string> all = [.. s_sections.SelectMany(VectorFile.Section).Select(vector => vector.ToString())];
        Assert.IsEmpty(Differences.All.Keys.Where(name => !all.Contains(name)).ToList());
        Assert.IsEmpty(Differences.All.Values.Where(entry => entry.Kind is not ("different" or "milder") || entry.Why.Length < 20).ToList());
    }

    [TestMethod]
    public void Differences_AreAtMostFivePercent()
    {
        int all = s_sections.Sum(section => VectorFile.Section(section).Count());
        Assert.AreEqual(493, all);
        Assert.IsLessThanOrEqualTo(all * 5 / 100, Differences.All.Values.Count(entry => entry.Kind == "different"));
    }

    [TestMethod]
    public void Sections_OfTheVectors_AreAllKnown() =>
        CollectionAssert.AreEquivalent(s_sections, VectorFile.Sections.ToList());
}
