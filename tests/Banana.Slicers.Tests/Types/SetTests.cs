using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Types;

[TestClass]
public sealed class SetTests
{
    private const string SetOpen = "881a87 ";

    private static readonly SliceableType<HashSet<string?>> s_texts = BuiltInTypes.Set<string?>(BuiltInTypes.String!);

    [TestMethod]
    [Clause("T-17")]
    public void RoundTrip_OfASet_KeepsMembersAndOrderAndNull()
    {
        HashSet<string?> set = ["b", null, "a", ""];
        byte[] bytes = BuiltAs(s_texts, set, out BananaSerializerOptions options);
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            Receiver<HashSet<string?>> receiver = new(options.ToUnslicerStackOptions(), s_texts.Unslicer);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            CollectionAssert.AreEqual(set.ToList(), ((HashSet<string?>)receiver.Events.Single().Value!).ToList());
        }
    }

    [TestMethod]
    public void Write_PausedAtEveryToken_GivesTheSameBytes()
    {
        SliceableType<HashSet<int>> type = BuiltInTypes.Set(BuiltInTypes.Int32);
        HashSet<int> set = [.. Enumerable.Range(0, 50)];
        byte[] whole = BuiltAs(type, set, out BananaSerializerOptions options);
        SlicerStack stack = new(options.ToSlicerStackOptions());
        ArrayBufferWriter<byte> output = new();
        SliceStep step = SliceStep.Flush;
        for (bool isFirst = true; step == SliceStep.Flush; isFirst = false)
        {
            TokenWriter writer = new(output, 1);
            step = isFirst ? stack.Write(ref writer, type.Slicer, set) : stack.Continue(ref writer);
            writer.Commit();
        }

        CollectionAssert.AreEqual(whole, output.WrittenSpan.ToArray());
    }

    [TestMethod]
    [DataRow("0181 0281 0181 89", ViolationCode.DuplicateKey, "$[2]")]
    [DataRow("0181 02826261 89", ViolationCode.UnexpectedToken, "$[1]")]
    [DataRow("0181 0281 0381 0481 89", ViolationCode.CollectionTooLarge, "$[3]")]
    public void Read_OfABadSet_IsAViolationWithItsPath(string body, ViolationCode code, string path)
    {
        SliceableType<HashSet<int>> type = BuiltInTypes.Set(BuiltInTypes.Int32);
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxCollectionItems = 3 } },
        };
        options.Types.Add(type);
        byte[] bytes = Hex.Parse(SetOpen + body);
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<HashSet<int>>(bytes, options));
        Assert.AreEqual((code, path), (thrown.Code, thrown.Path));
    }

    [TestMethod]
    public void Write_OfASetWithAnotherComparer_IsRefusedNotChanged()
    {
        HashSet<string?> set = new(UnnamedComparer.Instance) { "a" };
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(() => BuiltAs(s_texts, set, out _));
        Assert.AreEqual(ViolationCode.NotRepresentable, thrown.Code);
    }

    private static byte[] BuiltAs<T>(SliceableType<T> type, T value, out BananaSerializerOptions options)
    {
        options = new BananaSerializerOptions();
        options.Types.Add(type);
        return BananaSerializer.Serialize(value, options);
    }
}
