using Microsoft.CodeAnalysis;

namespace Banana.Generators.Tests;

/// <summary>Whatever a class looks like, what is generated for it compiles, and without a warning.</summary>
[TestClass]
public sealed class CompilingTests
{
    [TestMethod]
    [DataRow("[Sliceable(\"a\")] class A { int _x; } class Unsafe { } class Member { } class Slicer { } class Primitives { } class UnslicerStack { }", DisplayName = "types of no namespace that are called as ours")]
    [DataRow("namespace N { [Sliceable(\"a\")] class A { int _x; } class Unsafe { } class Member<T, U> { } class Types { } }", DisplayName = "types of the same namespace that are called as ours")]
    [DataRow("namespace @namespace.@if { [Sliceable(\"a\")] class @class { int @int, @for, value, @this; @class? @new; } }", DisplayName = "keywords")]
    [DataRow("class G<T> where T : class? { public class H<U> where U : unmanaged { [Sliceable(\"a\")] internal class A<V> where V : notnull, IComparable<V>, new() { T? _t; U _u; V _v = new(); A<V>? _next; } } }", DisplayName = "nested in generic types, with constraints")]
    [DataRow("class B { public virtual int X { get; set; } public int Y; } class C : B { public override int X { get; set; } } [Sliceable(\"a\")] class A : C { public override int X { get; set; } public new string? Y; }", DisplayName = "hidden and overridden members")]
    [DataRow("[Sliceable(\"a\")] class A { [Obsolete(\"\", true)] public int X { get; set; } [Obsolete] public int Y; [System.Diagnostics.CodeAnalysis.Experimental(\"E1\")] public int Z { get; set; } }", DisplayName = "members that may not be named")]
    [DataRow("[Sliceable(\"a\")] class A(double d = double.NaN, float f = float.NegativeInfinity, char c = '\\'', string s = \"\\\"\", decimal m = 1.5m, DayOfWeek w = (DayOfWeek)(-1)) { double D { get; } = d; float F { get; } = f; char C { get; } = c; string S { get; } = s; decimal M { get; } = m; DayOfWeek W { get; } = w; }", DisplayName = "defaults of every kind")]
    [DataRow("[Sliceable(\"a\")] class A { dynamic? D { get; set; } List<dynamic>? L { get; set; } }", DisplayName = "dynamic")]
    [DataRow("[Sliceable(\"a\")] readonly struct A { readonly int _x; readonly A[]? _more; public A(int x) { _x = x; _more = null; } int X() => _x; }", DisplayName = "a struct that is read-only")]
    [DataRow("interface I { int X { get; set; } } [Sliceable(\"a\")] record A(int Y) : I { int I.X { get; set; } public required string Z { get; init; } }", DisplayName = "explicit, required and positional members")]
    [DataRow("[Sliceable(\"a\")] partial class A { int _x; } partial class A { int _y; [Sliceable(\"b\")] internal record struct B(int C); B? _b; }", DisplayName = "a class in parts, with one inside")]
    [DataRow("enum E { X } [Sliceable(\"a\")] class A { [SliceMember(IsDefinedOnly = true)] E _one; [SliceMember(IsDefinedOnly = true)] E? _maybe; int _x; } [Sliceable(\"b\")] record B([property: SliceMember(IsDefinedOnly = true)] E X);", DisplayName = "enumerations of which only named numbers are taken")]
    [DataRow("class G<T> { public T Value { get; set; } = default!; } [Sliceable(\"a\")] class A : G<string> { string _x = \"\"; dynamic _d = 1; [System.Diagnostics.CodeAnalysis.AllowNull] string Y { get; set; } } [Sliceable(\"b\")] record B(string X, string? Y, List<string> Z, string W = \"w\");", DisplayName = "members that null may stand for, and others")]
    [DataRow("class O { [Obsolete, Event(\"a \\\"b\\\"\")] internal struct @event { int _x; } } class GeneratedEvents { }", DisplayName = "an event with an unusual name, nested and obsolete")]
    [DataRow("[Event(\"a\"), SliceSurrogate(typeof(S))] abstract class A { } [Event(\"s\")] class S : ISliceSurrogate<A, S> { B? _b; public static S FromValue(A value) => new(); public A ToValue() => null!; } [Event(\"b\")] record B(List<B>? All, A? Other);", DisplayName = "events in events, and one with a surrogate")]
    public void Generate_ForUnusualTypes_CompilesWithoutAWarning(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.IsNull(run.Result.Exception);
        Assert.IsNotEmpty(run.Result.GeneratedSources);
        string[] problems = [.. run.Problems.Where(IsOurs).Select(problem => problem.ToString())];
        Assert.IsEmpty(problems, string.Join('\n', problems));
    }

    private static bool IsOurs(Diagnostic problem) =>
        problem.Severity == DiagnosticSeverity.Error || !problem.Location.GetLineSpan().Path.StartsWith("Source", StringComparison.Ordinal);
}
