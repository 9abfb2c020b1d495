using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>A parent may go on without a child that failed, on either side.</summary>
[TestClass]
public sealed class AbsorbTests
{
    [TestMethod]
    [Clause("S-4")]
    [DataRow("880587 0181 880382626164 0181 89 0281 89", "1,2")] // an unknown open type
    [DataRow("880587 0181 880382626164 880587 89 89 0281 89", "1,2")] // with a sequence inside
    [DataRow("880587 0181 630387 0281 89", "1,2")] // a token
    [DataRow("880587 0181 880287 0381 89 0281 89", "1,2")] // one that fails after its open type
    [DataRow("880587 0181 8802 87 89 0281 89", "1,2")] // one that fails at its own CLOSE
    [DataRow("880587 0181 888a89 0281 89", "1,2")] // abandoned in the index phase
    [DataRow("880587 0181 880587 0181 8a 0181 89 0281 89", "1,2")] // aborted half-way
    [DataRow("880587 880687 88038787 0081 89 8a89 0281 89", "2")] // pending parts inside what is refused
    public void Read_ByAParentThatAbsorbs_GivesTheOthersInOrder(string hex, string expected)
    {
        foreach (byte[][] pieces in Cuts.All(Hex.Parse(hex)))
        {
            Receiver<List<object?>> receiver = new(new BananaSerializerOptions().ToUnslicerStackOptions(), new AbsorbingUnslicer());
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            Assert.AreEqual(expected, string.Join(',', (List<object?>)receiver.Events.Single().Value!), hex);
            Assert.IsFalse(receiver.IsBusy);
        }
    }

    [TestMethod]
    public void Read_AfterAnAbsorbedChild_ReferencesStillResolve()
    {
        // ids: 0 list, 1 bad, 2 inside bad, 3 list, 4 reference to 3, 5 reference to 2 (refused)
        Receiver<List<object?>> receiver = new(new BananaSerializerOptions().ToUnslicerStackOptions(), new AbsorbingUnslicer());
        receiver.Feed(Hex.Parse("880587 880382626164 88058789 89 88058789 8803870381 89 8803870281 89 89"));
        List<object?> list = (List<object?>)receiver.Events.Single().Value!;
        Assert.HasCount(2, list);
        Assert.AreSame(list[0], list[1]);
    }

    [TestMethod]
    [Clause("S-7")]
    public void Write_ByAParentThatAbsorbs_LeavesNoTraceOfAnUnsendableChild()
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        SlicerStack stack = new(new BananaSerializerOptions().ToSlicerStackOptions());
        stack.Write(ref writer, new AbsorbingSlicer(), [1, new Stranger(), new List<object?> { 5, new Stranger() }, 2]);
        writer.Commit();
        Assert.AreEqual("880587" + "0181" + "8805870581" + "8a89" + "0281" + "89", Hex.Format(output.WrittenSpan));
    }

    [TestMethod]
    public void Write_WhenUserCodeThrows_AbortsAndNamesThePath()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(Moody.Sliceable);
        ArrayBufferWriter<byte> output = new();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize<object>(output, new List<object?> { new Moody() }, options));
        Assert.AreEqual((ViolationCode.UserCode, "$[0].mood"), (refused.Code, refused.Path));
        Assert.IsInstanceOfType<NotImplementedException>(refused.InnerException);
        Assert.IsLessThan(1024, refused.Message.Length);
        Assert.EndsWith("8a898a89", Hex.Format(output.WrittenSpan));
    }

    [TestMethod]
    [Clause("V-5")]
    public void WriteAddVocabulary_ThenTheName_IsAbbreviatedAndRead()
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        BananaSerializerOptions options = Node.NewOptions();
        SlicerStack stack = new(options.ToSlicerStackOptions());
        stack.WriteAddVocabulary(ref writer, 120, "test.node");
        stack.Write(ref writer, Node.Sliceable.Slicer, new Node { Name = "x" });
        stack.WriteSetVocabulary(ref writer, ["test.node", "name"]);
        stack.Write(ref writer, Node.Sliceable.Slicer, new Node { Name = "y" });
        writer.Commit();
        Assert.StartsWith("8809877881" + "0982746573742e6e6f6465" + "89" + "88228700817887", Hex.Format(output.WrittenSpan));

        Receiver<Node> receiver = new(options.ToUnslicerStackOptions(), Node.Sliceable.Unslicer);
        receiver.Feed(output.WrittenSpan.ToArray());
        Assert.AreEqual("x y", string.Join(' ', receiver.Events.Select(item => ((Node)item.Value!).Name)));
    }

    private sealed class AbsorbingSlicer : Slicer<List<object?>>
    {
        public override void WriteIndex(ref TokenWriter writer, SlicerStack stack) => stack.WriteName(ref writer, new VocabularyWord("list"));

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            List<object?> list = (List<object?>)frame.Target;
            SliceStep step = SliceStep.Done;
            while (step == SliceStep.Done && frame.State < list.Count)
            {
                step = stack.WriteObject(ref writer, list[frame.State++]);
            }

            return step;
        }

        public override bool TryAbsorb(ref SliceFrame frame, Violation violation) => true;
    }

    internal class AbsorbingUnslicer : Unslicer<List<object?>>
    {
        public override string Expected => "a list";

        public override ReferenceKind References => ReferenceKind.AtOpen;

        public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => openType.Name == "list" ? this : null;

        public override object Begin(UnslicerStack stack) => new List<object?>();

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            while (!stack.TryClose(ref reader, ref frame))
            {
                UnsliceStep step = BuiltInTypes.Object.Unslicer.Read(ref reader, stack, out object? item);
                if (step == UnsliceStep.Pending)
                {
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    continue;
                }

                if (step != UnsliceStep.Done)
                {
                    return step;
                }

                TakeChild(ref frame, item, stack);
            }

            return UnsliceStep.Done;
        }

        public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) =>
            ((List<object?>)frame.Target!).Add(child);

        public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
        {
            List<object?> list = (List<object?>)frame.Target!;
            child.WhenBuilt(this, list, list.Count);
            list.Add(null);
        }

        public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
            ((List<object?>)target)[slot] = value;

        public override bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack) => true;
    }

    private sealed class Moody
    {
        public static readonly SliceableType<Moody> Sliceable = new(Writer.Instance, new Reader());

        private sealed class Writer() : InstanceSlicer<Moody>("test.moody")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Moody>> DescribeMembers() =>
            [
                new Member<Moody, int>("mood", BuiltInTypes.Int32, _ => throw new NotImplementedException(new string('x', 5000)), (_, _) => { }),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Moody>(Writer.Instance)
        {
            protected override Moody Create() => new();
        }
    }
}
