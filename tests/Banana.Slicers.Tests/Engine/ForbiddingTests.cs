using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>The layers around an object have a say in whether it is sent.</summary>
[TestClass]
public sealed class ForbiddingTests
{
    private static readonly Node s_secret = new() { Name = "secret" };

    [TestMethod]
    [Clause("S-9")]
    public void Write_OfAForbiddenType_IsRefusedInsideTheLayerAtAnyDepth()
    {
        Expect(Box(new List<object?> { 1, new List<object?> { s_secret } }, RefuseNodes), "RefusedOpenType $[0][1][0]");
        Expect(new List<object?> { s_secret, Box("text", RefuseNodes), s_secret }, "fine"); // beside it, it may be sent
    }

    [TestMethod]
    public void Write_OfAForbiddenTypeByReference_IsRefused() =>
        Expect(new List<object?> { s_secret, Box(s_secret, RefuseNodes) }, "RefusedOpenType $[1][0]");

    [TestMethod]
    public void Write_OfAForbiddenTypeAtATypedPosition_IsRefused()
    {
        Node inside = new() { Next = s_secret, Name = "outer" };
        Expect(Box(inside, value => ReferenceEquals(value, s_secret)), "RefusedOpenType $[0].next");
    }

    [TestMethod]
    public void Write_OfAForbiddenTypeBehindAToken_IsRefused()
    {
        Node inside = new() { Name = "outer", Edges = [new Node { Extra = 5 }, s_secret] };
        Expect(Box(inside, value => ReferenceEquals(value, s_secret)), "RefusedOpenType $[0].edges[1]");
    }

    [TestMethod]
    public void Write_InLayersThatDisagree_IsRefused()
    {
        Expect(Box(Box(s_secret, static _ => false), RefuseNodes), "RefusedOpenType $[0][0]");
        Expect(Box(Box(s_secret, RefuseNodes), static _ => false), "RefusedOpenType $[0][0]");
        Expect(Box(Box(s_secret, static _ => false), static _ => false), "fine");
    }

    [TestMethod]
    public void Write_OfATypeNobodyRegistered_IsRefusedAsSuchWhereNothingIsForbidden() =>
        Expect(Box(new Stranger(), static _ => false), "UnregisteredType $[0]");

    [TestMethod]
    public void Write_AfterALayerThatFailed_AsksItNoMore()
    {
        // Aborted half-way, thrown out of, refused: beside it and in the next object on the stack the type is free again.
        BananaSerializerOptions options = NewOptions();
        SlicerStack stack = new(options.ToSlicerStackOptions());
        foreach (object? bad in (object?[])[new Stranger(), s_secret, new List<object?> { new Stranger() }])
        {
            foreach (long budget in (long[])[1, long.MaxValue])
            {
                ArrayBufferWriter<byte> output = new();
                Assert.ThrowsExactly<ViolationException>(
                    () => Drive(stack, output, budget, Box(new List<object?> { bad, s_secret }, bad is Node ? RefuseNodes : Throwing)));
                Drive(stack, output, budget, new List<object?> { s_secret });
                Assert.IsFalse(stack.IsBusy);
            }
        }
    }

    private static bool RefuseNodes(object value) => value is Node;

    private static bool Throwing(object value) =>
        value is Stranger ? throw new NotSupportedException("versions are not for this box") : false;

    private static void Drive(SlicerStack stack, ArrayBufferWriter<byte> output, long budget, object graph)
    {
        SliceStep step;
        do
        {
            TokenWriter writer = new(output, budget);
            step = stack.IsBusy ? stack.Continue(ref writer) : stack.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
            writer.Commit();
        }
        while (step != SliceStep.Done);
    }

    private static Boxed Box(object? inside, Func<object, bool> forbids) => new(inside, forbids);

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = Node.NewOptions();
        options.Types.Add(new SliceableType<Boxed>(new BoxedSlicer(), new BoxedUnslicer()));
        return options;
    }

    private static void Expect(object graph, string expected)
    {
        string actual = "fine";
        try
        {
            BananaSerializer.Serialize(graph, NewOptions());
        }
        catch (ViolationException refused)
        {
            actual = $"{refused.Code} {refused.Path}";
        }

        Assert.AreEqual(expected, actual);
    }

    private sealed record Boxed(object? Inside, Func<object, bool> Forbids);

    /// <summary>Sends what is in the box as a list of one, and asks the box about all that is inside.</summary>
    private sealed class BoxedSlicer : Slicer<Boxed>
    {
        public BoxedSlicer()
            : base(new VocabularyWord("list"))
        {
            ForbidsInside = true;
        }

        public override OpenType? OpenType => new OpenType("test.boxed", null);

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
            frame.State++ == 0 ? stack.WriteObject(ref writer, ((Boxed)frame.Target).Inside) : SliceStep.Done;

        public override bool Forbids(in SliceFrame frame, object value) => ((Boxed)frame.Target).Forbids(value);

        public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(0);
    }

    private sealed class BoxedUnslicer : Unslicer<Boxed>
    {
        public override string Expected => "nothing: a box is read as a list";
    }
}
