using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>The layers around an object have a say in whether and how it is sent.</summary>
[TestClass]
public sealed class ChoosingTests
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
        Expect(Box(inside, (object value, ref Slicer? _) => ReferenceEquals(value, s_secret) ? SlicerChoice.Refuse : SlicerChoice.AskOuter), "RefusedOpenType $[0].next");
    }

    [TestMethod]
    public void Write_OfAForbiddenTypeBehindAToken_IsRefused()
    {
        Node inside = new() { Name = "outer", Edges = [new Node { Extra = 5 }, s_secret] };
        Expect(Box(inside, (object value, ref Slicer? _) => ReferenceEquals(value, s_secret) ? SlicerChoice.Refuse : SlicerChoice.AskOuter), "RefusedOpenType $[0].edges[1]");
    }

    [TestMethod]
    public void Write_InLayersThatDisagree_IsRefusedUnlessTheInnerDecides()
    {
        Chooser take = (object _, ref Slicer? _) => SlicerChoice.Take;
        Chooser ask = (object _, ref Slicer? _) => SlicerChoice.AskOuter;
        Expect(Box(Box(s_secret, ask), (object v, ref Slicer? s) => v is Boxed ? SlicerChoice.AskOuter : RefuseNodes(v, ref s)), "RefusedOpenType $[0][0]");
        Expect(Box(Box(s_secret, take), (object v, ref Slicer? s) => v is Boxed ? SlicerChoice.AskOuter : RefuseNodes(v, ref s)), "fine");
    }

    [TestMethod]
    public void Write_WithAnotherSlicer_IsByThatOne()
    {
        Chooser masks = (object value, ref Slicer? slicer) =>
        {
            slicer = value is Node ? new MaskSlicer() : slicer;
            return SlicerChoice.AskOuter;
        };
        Boxed box = Box(new List<object?> { s_secret, s_secret }, masks);
        List<object?> back = (List<object?>)((List<object?>)RoundTrip(box)!).Single()!;
        Assert.AreEqual("masked, masked", string.Join(", ", back));
        Node typed = new() { Next = s_secret, Name = "outer" };
        Chooser masksTyped = (object value, ref Slicer? slicer) =>
        {
            slicer = ReferenceEquals(value, s_secret) ? new NullSlicer() : slicer;
            return SlicerChoice.AskOuter;
        };
        Assert.IsNull(((Node)((List<object?>)RoundTrip(Box(typed, masksTyped))!).Single()!).Next);
    }

    [TestMethod]
    public void Write_OfATypeNobodyRegistered_CanBeGivenASlicer()
    {
        Chooser adopts = (object value, ref Slicer? slicer) =>
        {
            slicer ??= value is Stranger ? new StrangerSlicer() : null;
            return SlicerChoice.AskOuter;
        };
        Assert.AreEqual("1.2", ((List<object?>)RoundTrip(Box(new Stranger(), adopts))!).Single());
        Expect(Box(new Stranger(), (object _, ref Slicer? _) => SlicerChoice.AskOuter), "UnregisteredType $[0]");
    }

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

    private static SlicerChoice RefuseNodes(object value, ref Slicer? slicer) =>
        value is Node ? SlicerChoice.Refuse : SlicerChoice.AskOuter;

    private static SlicerChoice Throwing(object value, ref Slicer? slicer) =>
        value is Stranger ? throw new NotSupportedException("versions are not for this box") : SlicerChoice.AskOuter;

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

    private static Boxed Box(object? inside, Chooser chooser) => new(inside, chooser);

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = Node.NewOptions();
        options.Types.Add(new SliceableType<Boxed>(new BoxedSlicer(), new BoxedUnslicer()));
        return options;
    }

    private static object? RoundTrip(object graph)
    {
        BananaSerializerOptions options = NewOptions();
        return BananaSerializer.Deserialize<object>(BananaSerializer.Serialize(graph, options), Node.NewOptions());
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

    private delegate SlicerChoice Chooser(object value, ref Slicer? slicer);

    private sealed record Boxed(object? Inside, Chooser Chooser);

    /// <summary>Sends what is in the box as a list of one, and asks the box about all that is inside.</summary>
    private sealed class BoxedSlicer : Slicer<Boxed>
    {
        public BoxedSlicer()
            : base(new VocabularyWord("list"))
        {
            ChoosesInside = true;
        }

        public override OpenType? OpenType => new OpenType("test.boxed", null);

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
            frame.State++ == 0 ? stack.WriteObject(ref writer, ((Boxed)frame.Target).Inside) : SliceStep.Done;

        public override SlicerChoice Choose(in SliceFrame frame, object value, ref Slicer? slicer) =>
            ((Boxed)frame.Target).Chooser(value, ref slicer);

        public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(0);
    }

    private sealed class BoxedUnslicer : Unslicer<Boxed>
    {
        public override string Expected => "nothing: a box is read as a list";
    }

    private sealed class MaskSlicer : Slicer<Node>
    {
        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Node? value) =>
            BuiltInTypes.String.Slicer.WriteObject(ref writer, stack, "masked");
    }

    private sealed class NullSlicer : Slicer<Node>
    {
        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Node? value) => stack.WriteNull(ref writer);
    }

    private sealed class StrangerSlicer : Slicer<Stranger>
    {
        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Stranger? value) =>
            BuiltInTypes.String.Slicer.WriteObject(ref writer, stack, value!.ToString());
    }
}
