using Microsoft.CodeAnalysis;

namespace Banana.Generators.Tests;

[TestClass]
public sealed class IncrementalTests
{
    private const string Order =
        """
        [Sliceable("order")] public class Order { public int Id { get; set; } public List<Line> Lines { get; } = []; private string? _note; }
        [Sliceable("line")] public record Line(int Quantity, string Product);
        [Event("placed")] public record Placed(int Id);
        """;

    [TestMethod]
    public void Models_OfEqualSource_AreEqual()
    {
        object[] first = Models(GeneratorRun.Of(Order));
        object[] second = Models(GeneratorRun.Of(Order));
        Assert.HasCount(2, first);
        for (int i = 0; i < first.Length; i++)
        {
            Assert.AreEqual(first[i], second[i]);
            Assert.AreNotSame(first[i], second[i]);
            Assert.AreEqual(first[i].GetHashCode(), second[i].GetHashCode());
        }
    }

    [TestMethod]
    public void Models_OfOtherMembers_Differ() =>
        Assert.AreNotEqual(Models(GeneratorRun.Of(Order))[0], Models(GeneratorRun.Of(Order.Replace("int Id", "long Id")))[0]);

    [TestMethod]
    [DataRow("class Unrelated { int _x; }")]
    [DataRow("class Unrelated { int _y; void M() { } }")]
    public void Edit_OfAnUnrelatedFile_RunsNothingAgain(string edited)
    {
        GeneratorRun after = GeneratorRun.Of(Order, "class Unrelated { }").Edit(1, edited);
        foreach (string step in (string[])[SliceableGenerator.TypesStep, SliceableGenerator.EventsStep, SliceableGenerator.RegistrationStep])
        {
            AssertReused(after.Result.TrackedSteps[step]);
        }

        AssertReused(after.Result.TrackedOutputSteps.SelectMany(entry => entry.Value));
    }

    [TestMethod]
    public void Edit_OfAnUnrelatedFile_ReportsNothingAgain()
    {
        GeneratorRun after = GeneratorRun.Of("[Sliceable(\"a\")] class A { public string? Unbounded { get; set; } }", "class Unrelated { }").Edit(1, "class Unrelated { int _x; }");
        Assert.HasCount(1, after.Result.Diagnostics);
        AssertReused(after.Result.TrackedOutputSteps.SelectMany(entry => entry.Value));
    }

    [TestMethod]
    public void Edit_AboveAType_WritesNoCodeAgain()
    {
        GeneratorRun after = GeneratorRun.Of(Order).Edit(0, "// a comment\n" + Order);
        AssertReused(after.Result.TrackedSteps[SliceableGenerator.RegistrationStep]);
        Assert.IsTrue(Models(after).Length == 2);
    }

    [TestMethod]
    public void Edit_OfAMember_WritesItsTypeAgain()
    {
        GeneratorRun after = GeneratorRun.Of(Order).Edit(0, Order.Replace("int Id", "long Id"));
        Assert.Contains("long", after.Text("Order.Sliceable.g.cs"));
        Assert.IsTrue(after.Result.TrackedSteps[SliceableGenerator.TypesStep].SelectMany(step => step.Outputs).Any(output => output.Reason == IncrementalStepRunReason.Modified));
    }

    private static object[] Models(GeneratorRun run) =>
        [.. run.Result.TrackedSteps[SliceableGenerator.TypesStep].SelectMany(step => step.Outputs).Select(output => output.Value)];

    private static void AssertReused(IEnumerable<IncrementalGeneratorRunStep> steps)
    {
        foreach ((object _, IncrementalStepRunReason reason) in steps.SelectMany(step => step.Outputs))
        {
            Assert.IsTrue(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());
        }
    }
}
