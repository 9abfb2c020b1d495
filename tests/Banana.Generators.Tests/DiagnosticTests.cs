using Microsoft.CodeAnalysis;

namespace Banana.Generators.Tests;

/// <summary>A bad program beside what is said of it. The first line of a source is the second of its file.</summary>
[TestClass]
public sealed class DiagnosticTests
{
    [TestMethod]
    [DataRow("[Sliceable(\"a\")] class A { public Action? Do { get; set; } }", "BAN001", "(2,43)-(2,45)", "code is not data")]
    [DataRow("[Sliceable(\"a\")] class A { event Action? Done; }", "BAN001", "(2,42)-(2,46)", "[SliceIgnore]")]
    [DataRow("[Sliceable(\"a\")] class A(int hidden) { A() : this(1) { } int M() => hidden; }", "BAN001", "(2,30)-(2,36)", "make it a property")]
    [DataRow("[Sliceable(\"a\")] class A { Type? _type; }", "BAN001", "(2,34)-(2,39)", "may not name types")]
    [DataRow("[Sliceable(\"a\")] unsafe class A { int* _p; }", "BAN001", "(2,40)-(2,42)", "an address")]
    [DataRow("[Sliceable(\"a\")] class A { System.IO.Stream? _s; }", "BAN001", "(2,46)-(2,48)", "send its bytes")]
    [DataRow("[Sliceable(\"a\")] class A { System.Threading.Tasks.Task? _t; }", "BAN001", "(2,57)-(2,59)", "await it")]
    [DataRow("class B { } [Sliceable(\"a\")] class A { B? _b; }", "BAN001", "(2,43)-(2,45)", "Put [Sliceable] on it")]
    [DataRow("class B { } [Sliceable(\"a\")] class A { List<B>? _b; }", "BAN001", "(2,49)-(2,51)", "Put [Sliceable] on it")]
    [DataRow("[Sliceable(\"a\")] class A : List<int> { }", "BAN001", "(2,24)-(2,25)", "another assembly")]
    [DataRow("[Sliceable(\"a\")] class A { int _x; [SliceMember(\"x\")] int _y; }", "BAN002", "(2,24)-(2,25)", "'x'")]
    [DataRow("[Sliceable(\"\")] class A { }", "BAN003", "(2,23)-(2,24)", "needs a name")]
    [DataRow("[Sliceable(\"a\")] class A { public A(int other) { } }", "BAN004", "(2,24)-(2,25)", "no constructor")]
    [DataRow("[Sliceable(\"a\")] class A { [SliceConstructor] A(int other) { } A() { } }", "BAN004", "(2,24)-(2,25)", "no constructor")]
    [DataRow("class O { [Sliceable(\"a\")] class A { } }", "BAN006", "(2,34)-(2,35)", "internal")]
    [DataRow("[Sliceable(\"a\")] file class A { }", "BAN006", "(2,29)-(2,30)", "not file")]
    [DataRow("file class O { [Sliceable(\"a\")] internal struct A { } }", "BAN006", "(2,49)-(2,50)", "not file")]
    [DataRow("file enum E { X } [Sliceable(\"a\")] class A { List<E>? _e; }", "BAN001", "(2,55)-(2,57)", "not file")]
    [DataRow("[Sliceable(\"a\"), SliceSurrogate(typeof(S))] class A { } file class S : ISliceSurrogate<A, S> { public static S From(A value) => new(); public A ToValue() => new(); }", "BAN006", "(2,18)-(2,43)", "not file")]
    [DataRow("[Sliceable(\"a\")] ref struct A { int _x; }", "BAN010", "(2,29)-(2,30)", "Make it a struct")]
    [DataRow("[Sliceable(\"a\")] readonly ref struct A<T> { readonly Span<T> _x; }", "BAN010", "(2,38)-(2,39)", "Make it a struct")]
    [DataRow("[Sliceable(\"a\")] class A { Span<int> X => default; [SliceMember] Span<int> Y { get => default; set { } } }", "BAN001", "(2,76)-(2,77)", "an address")]
    [DataRow("[Sliceable(\"a\")] static class A { }", "BAN010", "(2,31)-(2,32)", "Remove the attribute")]
    [DataRow("[Sliceable(\"a\")] class A { [SliceMember(IsDefinedOnly = true)] int X { get; set; } }", "BAN001", "(2,68)-(2,69)", "for enumerations")]
    [DataRow("[Sliceable(\"a\")] class A { } [Sliceable(\"a\")] class B { }", "BAN007", "(2,53)-(2,54)", "'A' and 'B'")]
    [DataRow("[Sliceable(\"a\"), SliceDerived(typeof(B))] class A { } [Sliceable(\"b\")] class B { }", "BAN008", "(2,18)-(2,41)", "not derived")]
    [DataRow("[Event(\"\")] class A { }", "BAN011", "(2,19)-(2,20)", "1 to 255 bytes")]
    [DataRow("[Event(null!)] class A { }", "BAN011", "(2,22)-(2,23)", "1 to 255 bytes")]
    [DataRow("[Event(\"\\ud800\")] class A { }", "BAN011", "(2,25)-(2,26)", "1 to 255 bytes")]
    [DataRow("[Sliceable(\"a\"), Event(\"\")] class A { }", "BAN011", "(2,35)-(2,36)", "1 to 255 bytes")]
    [DataRow("[Event(\"e\")] class A { } [Event(\"e\")] class B { }", "BAN012", "(2,45)-(2,46)", "'A' and 'B' are both the event 'e'")]
    [DataRow("[Sliceable(\"a\"), Event(\"e\")] class A { } [Sliceable(\"b\"), Event(\"e\")] struct B { int _x; }", "BAN012", "(2,78)-(2,79)", "'A' and 'B'")]
    [DataRow("[Event(\"a\")] class A { } [Sliceable(\"a\"), Event(\"e\")] class B { }", "BAN007", "(2,20)-(2,21)", "'B' and 'A' both have the wire name 'a'")]
    [DataRow("[Event(\"e\")] class A<T> { }", "BAN013", "(2,20)-(2,21)", "it is generic")]
    [DataRow("class O<T> { [Event(\"e\")] internal class A { } }", "BAN013", "(2,42)-(2,43)", "it is generic")]
    [DataRow("[Event(\"e\")] abstract class A { }", "BAN013", "(2,29)-(2,30)", "[SliceDerived]")]
    [DataRow("[Event(\"e\")] static class A { }", "BAN010", "(2,27)-(2,28)", "Remove the attribute")]
    [DataRow("[Event(\"e\")] class A { Type? _type; }", "BAN001", "(2,30)-(2,35)", "may not name types")]
    public void Report_OfABadProgram_NamesThePlace(string source, string id, string place, string message)
    {
        Diagnostic reported = GeneratorRun.Of(source).Result.Diagnostics.Single(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        FileLinePositionSpan span = reported.Location.GetLineSpan();
        Assert.AreEqual((id, place), (reported.Id, $"{Place(span.StartLinePosition)}-{Place(span.EndLinePosition)}"));
        Assert.Contains(message, reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.AreEqual("Source0.cs", span.Path);
    }

    [TestMethod]
    [DataRow("BAN005", "[Sliceable(\"a\")] class A { public string? S { get; set; } }")]
    [DataRow("BAN007", "[Sliceable(\"a\")] class A { } [Sliceable(\"a\")] class B { }")]
    public void Report_WhereItIsDisabledInTheSource_IsSuppressed(string id, string source)
    {
        GeneratorRun run = GeneratorRun.Of("class Unrelated { }", $"#pragma warning disable {id}\n{source}\n#pragma warning restore {id}", $"namespace Other {{ {source.Replace("\"a\"", "\"b\"")} }}");
        Diagnostic reported = run.Result.Diagnostics.Single(diagnostic => !diagnostic.IsSuppressed);
        Assert.AreEqual((id, "Source2.cs"), (reported.Id, reported.Location.GetLineSpan().Path));
        run = run.Edit(1, source);
        CollectionAssert.AreEquivalent(
            new[] { "Source1.cs", "Source2.cs" }, run.Result.Diagnostics.Where(diagnostic => !diagnostic.IsSuppressed).Select(diagnostic => diagnostic.Location.GetLineSpan().Path).ToList());
    }

    [TestMethod]
    [DataRow(255, 0)]
    [DataRow(256, 1)]
    public void Report_OfALongEventName_CountsItsBytes(int bytes, int expected)
    {
        string name = new string('é', bytes / 2) + new string('x', bytes % 2);
        Assert.HasCount(expected, GeneratorRun.Of($"[Event(\"{name}\")] class A {{ }}").Result.Diagnostics.Where(diagnostic => diagnostic.Id == "BAN011").ToList());
    }

    [TestMethod]
    public void Report_OfAnError_CannotBeDisabled()
    {
        Diagnostic reported = GeneratorRun.Of("#pragma warning disable BAN001\n[Sliceable(\"a\")] class A { Type? _type; }").Result.Diagnostics.Single();
        Assert.AreEqual(("BAN001", DiagnosticSeverity.Error, false), (reported.Id, reported.Severity, reported.IsSuppressed));
    }

    private static string Place(Microsoft.CodeAnalysis.Text.LinePosition position) => $"({position.Line + 1},{position.Character + 1})";

    [TestMethod]
    [DataRow("class A { private A() { } public A(int x) { X = x; } public int X { get; } }", "A(int)", DisplayName = "the public one that takes members, before the private one that takes none")]
    [DataRow("class A { public A() { } public A(int x) { X = x; } public int X { get; set; } }", "A()", DisplayName = "of the public ones, that without parameters")]
    [DataRow("class A { public A(int x) { } public A(int y, int x) { } public int X { get; } public int Y { get; } }", "A(int, int)", DisplayName = "of the public ones, that with the most parameters")]
    [DataRow("class A { internal A(int x, int y) { } protected A() { } public A(string no) { } public int X { get; set; } public int Y { get; set; } }", "A()", DisplayName = "of the others, that without parameters")]
    [DataRow("class A { A(int x, int y) { } A(int x) { } public A(string no) { } public int X { get; set; } public int Y { get; set; } }", "A(int, int)", DisplayName = "of the others, that with the most")]
    public void Report_OfSeveralConstructors_SaysWhichIsTaken(string source, string taken)
    {
        GeneratorRun run = GeneratorRun.Of($"[Sliceable(\"a\")] {source}");
        Diagnostic reported = run.Result.Diagnostics.Single();
        Assert.AreEqual(("BAN009", DiagnosticSeverity.Info), (reported.Id, reported.Severity));
        Assert.Contains($"'{taken}'", reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.IsNotEmpty(run.Result.GeneratedSources);
    }

    [TestMethod]
    [DataRow("class A { private A() { } [SliceConstructor] private A(int x) { } public A(int x, int y) { } public int X { get; set; } public int Y { get; set; } }", DisplayName = "the attribute says it")]
    [DataRow("record A(int X) { public int Y { get; set; } }", DisplayName = "the copy constructor is none")]
    [DataRow("class A { public A(int other) { } A() { } public int X { get; set; } }", DisplayName = "one with what is no member is none")]
    [DataRow("struct A { public A(int x) { X = x; } public A(int x, int y) { X = x; } public int X; }", DisplayName = "a struct needs none")]
    public void Report_OfOneConstructorThatCanBeTaken_IsNone(string source) =>
        Assert.IsEmpty(GeneratorRun.Of($"[Sliceable(\"a\")] {source}").Result.Diagnostics);

    [TestMethod]
    public void Report_OfAnUnboundedMember_IsInformation()
    {
        GeneratorRun run = GeneratorRun.Of(
            "[Sliceable(\"a\")] class A { public string? S { get; set; } [System.ComponentModel.DataAnnotations.MaxLength(5)] public string? T { get; set; } }");
        Diagnostic reported = run.Result.Diagnostics.Single();
        Assert.AreEqual(("BAN005", DiagnosticSeverity.Info), (reported.Id, reported.Severity));
        Assert.Contains("'A.S'", reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Report_OfEveryKind_HasAChapterInTheDocuments()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));
        foreach (int number in Enumerable.Range(1, 13))
        {
            string id = $"BAN{number:000}";
            Assert.Contains($"## {id}\n", document);
            Assert.EndsWith($"diagnostics.md#{id.ToLowerInvariant()}", Parsing.Descriptors.Find(id).HelpLinkUri);
        }
    }
}
