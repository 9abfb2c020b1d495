using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>What Foolscap's own tests say of tokens and objects, in their order; docs/foolscap-conformance.md has the whole list.</summary>
[TestClass]
public sealed class FoolscapSuiteTests
{
    private static readonly List<object?> s_shared = [5, 6];

    /// <summary>Foolscap's DecodeTest: tokens, and what becomes of them. An = names an object, and says where it is again.</summary>
    [TestMethod]
    [DataRow("test_simple_list", "O0 'list' 1 2 3 'a' 'b' C0", "[1,2,3,a,b]")]
    [DataRow("test_aborted_list", "O0 'list' 1 A0 2 C0 O1 'list' 3 C1", "Aborted $[1] ; [3]")]
    [DataRow("test_aborted_list2", "O0 'list' 1 A0 O1 'list' 2 C1 C0 O2 'list' 3 C2", "Aborted $[1] ; [3]")]
    [DataRow("test_aborted_list3", "O0 'list' 1 O1 'list' 2 3 4 O2 'list' 5 6 A2 C2 A1 C1 A0 C0 O3 'list' 7 C3", "Aborted $[1][3][2] ; [7]")]
    [DataRow("test_nested_list", "O0 'list' 1 O1 'list' 2 3 C1 4 C0", "[1,[2,3],4]")]
    [DataRow("test_list_with_tuple", "O0 'list' 1 O1 'tuple' 2 3 C1 4 C0", "[1,(2,3),4]")]
    [DataRow("test_dict", "O0 'dict' 'a' 1 'b' 2 C0", "{a:1,b:2}")]
    [DataRow("test_dict_with_duplicate_keys", "O0 'dict' '1' 1 '1' 2 C0", "DuplicateKey ${1}")]
    [DataRow("test_dict_with_list", "O0 'dict' 'a' 1 'b' O1 'list' 2 3 C1 C0", "{a:1,b:[2,3]}")]
    [DataRow("test_dict_with_tuple_as_key", "O0 'dict' O1 'tuple' 1 2 C1 'a' C0", "{(1,2):a}")]
    [DataRow("test_dict_with_mutable_key", "O0 'dict' O1 'list' 1 2 C1 'a' C0", "InvalidKey ${0}")]
    [DataRow("test_ref1", "O0 'list' O1 'list' 5 C1 O2 'reference' 1 C2 C0", "[a=[5],=a]")]
    [DataRow("test_ref2", "O0 'list' O1 'reference' 0 C1 C0", "a=[=a]")]
    [DataRow("test_ref3", "O0 'list' O1 'tuple' 5 6 C1 O2 'reference' 1 C2 C0", "[a=(5,6),=a]")]
    [DataRow("test_ref4", "O0 'list' O1 'dict' 'x' 5 C1 O2 'reference' 1 C2 C0", "[a={x:5},=a]")]
    [DataRow("test_ref5", "O0 'list' 5 O1 'reference' 0 C1 7 C0", "a=[5,=a,7]")]
    [DataRow("test_ref6", "O0 'tuple' O1 'list' O2 'tuple' O3 'reference' 0 C3 C2 C1 C0", "a=([(=a)])")]
    [DataRow("test_failed_dict1", "O0 'list' 1 O1 'bad' 2 C1 C0 O2 'list' 9 C2", "RefusedOpenType $[1] ; [9]")]
    [DataRow("test_failed_dict3", "O0 'list' 1 O1 'dict' O2 'bad' C2 2 C1 C0 O3 'list' 9 C3", "RefusedOpenType $[1]{0} ; [9]")]
    [DataRow("test_failed_dict4", "O0 'list' 1 O1 'dict' 3 O2 'bad' C2 C1 C0 O3 'list' 9 C3", "RefusedOpenType $[1][3] ; [9]")]
    public void DecodeTest(string name, string tokens, string expected)
    {
        foreach (byte[][] pieces in Cuts.All(TokenNotation.Parse(tokens)))
        {
            Receiver<object> receiver = new(FoolscapStream.Receiving(0), BuiltInTypes.Object.Unslicer);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            string found = string.Join(" ; ", receiver.Events.Select(item =>
                item.Violation is { } refused ? $"{refused.Code} {refused.Path}" : new GraphText().Of(item.Value)));
            Assert.AreEqual(expected, found, name);
        }
    }

    public static IEnumerable<object[]> Graphs()
    {
        List<object?> inner = [2];
        List<object?> loop = [];
        loop.Add(loop);
        ObjectTuple tuple = new(3, 4);
        ObjectDictionary dictionary = new() { { 1, 2 } };
        List<object?> holder = [];
        ObjectTuple first = new(holder);
        holder.Add(new ObjectTuple(first));
        ObjectDictionary looped = new();
        ObjectTuple pair = new(looped, 1);
        looped.Add(1, pair);
        return
        [
            ["testList", new List<object?> { 1, 2 }, "O0 'list' 1 2 C0"],
            ["testTuple", new ObjectTuple(1, 2), "O0 'tuple' 1 2 C0"],
            ["testNestedList", new List<object?> { 1, 2, inner }, "O0 'list' 1 2 O1 'list' 2 C1 C0"],
            ["testNestedList2", new List<object?> { 1, new ObjectTuple(2, inner) }, "O0 'list' 1 O1 'tuple' 2 O2 'list' 2 C2 C1 C0"],
            ["testDict", new ObjectDictionary { { 1, 2 } }, "O0 'dict' 1 2 C0"],
            ["test_ref1", new List<object?> { s_shared, s_shared }, "O0 'list' O1 'list' 5 6 C1 O2 'reference' 1 C2 C0"],
            ["test_ref2", loop, "O0 'list' O1 'reference' 0 C1 C0"],
            ["test_ref3", new List<object?> { tuple, tuple }, "O0 'list' O1 'tuple' 3 4 C1 O2 'reference' 1 C2 C0"],
            ["test_ref4", new List<object?> { dictionary, dictionary }, "O0 'list' O1 'dict' 1 2 C1 O2 'reference' 1 C2 C0"],
            ["test_ref6", first, "O0 'tuple' O1 'list' O2 'tuple' O3 'reference' 0 C3 C2 C1 C0"],
            ["test_refdict1", looped, "O0 'dict' 1 O1 'tuple' O2 'reference' 0 C2 1 C1 C0"],
        ];
    }

    /// <summary>Foolscap's EncodeTest: graphs, and their tokens.</summary>
    [TestMethod]
    [DynamicData(nameof(Graphs))]
    public void EncodeTest(string name, object graph, string tokens)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        new SlicerStack(FoolscapStream.Sending(0)).Write(ref writer, BuiltInTypes.Object.Slicer, graph);
        writer.Commit();
        Assert.AreEqual(Hex.Format(TokenNotation.Parse(tokens)), Hex.Format(output.WrittenSpan), name);
    }

    /// <summary>Its Sliceable: what writes itself need not begin with a STRING, if the receiver knows.</summary>
    [TestMethod]
    public void Sliceable_ByASlicerOfItsOwn_WritesWhatItWants()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(new PointSlicer(), new PointUnslicer());
        Point point = new(1, 2);
        byte[] bytes = BananaSerializer.Serialize(point, options);
        Assert.AreEqual(Hex.Format(TokenNotation.Parse("O0 'dict' 'x' 1 'y' 2 C0")), Hex.Format(bytes));
        Assert.AreEqual(point, BananaSerializer.Deserialize<Point>(bytes, options));
    }

    private sealed record Point(int X, int Y);

    private sealed class PointSlicer() : Slicer<Point>(new VocabularyWord("dict"))
    {
        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            Point point = (Point)frame.Target;
            stack.WriteBytes(ref writer, "x"u8);
            writer.WriteInteger(point.X);
            stack.WriteBytes(ref writer, "y"u8);
            writer.WriteInteger(point.Y);
            return SliceStep.Done;
        }
    }

    private sealed class PointUnslicer : DeferredUnslicer<Point>
    {
        public override string Expected => "a point";

        public override OpenType? OpenType => new OpenType("dict", null);

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            while (!stack.TryClose(ref reader, ref frame))
            {
                UnsliceStep step = BuiltInTypes.Object.Unslicer.Read(ref reader, stack, out object? part);
                if (step != UnsliceStep.Done)
                {
                    return step;
                }

                TakeChild(ref frame, part, stack);
            }

            return Complete(ref reader, ref frame, stack);
        }

        protected override Point Build(IReadOnlyList<object?> parts) => new((int)parts[1]!, (int)parts[3]!);
    }
}
