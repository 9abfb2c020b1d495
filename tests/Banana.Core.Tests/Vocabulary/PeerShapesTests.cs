using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Vocabularies;

/// <summary>What a peer may announce as shapes, and how much.</summary>
[TestClass]
public sealed class PeerShapesTests
{
    [TestMethod]
    [Clause("I-7")]
    [DataRow("", "the end of the announcement", 7, DisplayName = "nothing")]
    [DataRow("88 2287 0081 02826162", "the end of the announcement", 16, DisplayName = "half a definition")]
    [DataRow("88 2287 0081 02826162 89 88", "the end of the announcement", 18, DisplayName = "a definition and half another")]
    [DataRow("88 2287 0081 0582 6162", "the end of the announcement", 16, DisplayName = "half a name")]
    [DataRow("0181", "INT 1", 7, DisplayName = "a value")]
    [DataRow("88 2287 0081 02826162 89 0087", "VOCAB 0", 17, DisplayName = "a value behind a definition")]
    [DataRow("8e", "PING", 7, DisplayName = "a PING")]
    [DataRow("88 2287 0081 8e 02826162 89", "PING", 12, DisplayName = "a PING inside")]
    [DataRow("028d 6e6f", "ERROR of 2 bytes", 7, DisplayName = "an ERROR")]
    [DataRow("880587 89", "another sequence", 8, DisplayName = "a list")]
    [DataRow("8809877f810282686989", "another sequence", 8, DisplayName = "a word")]
    [DataRow("88 2287 0081 8a 89", "ABORT", 12, DisplayName = "an aborted one")]
    [DataRow("88 2287 02826162 89", "STRING of 2 bytes", 10, DisplayName = "no number")]
    [DataRow("88 2287 0083 02826162 89", "NEG 0", 10, DisplayName = "a negative number")]
    [DataRow("88 2287 00000181 02826162 89", "number 16384", 8, DisplayName = "a number of a payload")]
    [DataRow("88 2287 0000000000000000000281 02826162 89", "number 18446744073709551615", 8, DisplayName = "a number of no ulong")]
    [DataRow("88 2287 0081 89", "CLOSE", 12, DisplayName = "no name")]
    [DataRow("88 2287 0081 02826162 0182 78 89", "CLOSE", 19, DisplayName = "no type")]
    [DataRow("88 2287 0081 02826162 0182 78 4487 0182 78 4487 89", "a name again, or one that is not UTF-8", 21, DisplayName = "an attribute twice")]
    [DataRow("88 2287 0081 0282 c328 89", "a name again, or one that is not UTF-8", 12, DisplayName = "no UTF-8")]
    [DataRow("88 2287 0081 7f0187 89", "VOCAB 255", 12, DisplayName = "an unknown word")]
    [DataRow("88 2287 0081 000282", "STRING of 256 bytes", 12, DisplayName = "a long name")]
    [DataRow("0588 2287 0081 02826162 0689", "CLOSE 6", 17, DisplayName = "another CLOSE")]
    [DataRow("88 2287 0081 02826162 89 88 2287 0081 02826162 89", "number 0 again", 18, DisplayName = "a number twice")]
    public void Read_OfAnythingElse_IsAProtocolError(string payload, string found, long offset)
    {
        foreach (ReadOnlySequence<byte> bytes in EveryForm(payload))
        {
            BananaProtocolException lost = Assert.ThrowsExactly<BananaProtocolException>(() => NewShapes().Read(bytes, offset: 7));
            Assert.AreEqual((ProtocolErrorCode.InvalidAnnouncement, found, offset), (lost.Code, lost.Found, lost.Offset));
        }
    }

    [TestMethod]
    public void Read_OfAMalformedToken_IsAProtocolErrorOfItsOwn()
    {
        BananaProtocolException lost = Assert.ThrowsExactly<BananaProtocolException>(() => NewShapes().Read(new(Hex.Parse("88 2287 0180"))));
        Assert.AreEqual((ProtocolErrorCode.ListToken, 3L), (lost.Code, lost.Offset));
    }

    [TestMethod]
    [Clause("I-7")]
    public void Read_OfDefinitions_AddsThem()
    {
        foreach (ReadOnlySequence<byte> bytes in EveryForm("0588 0582 7368617065 0081 02826162 0182 78 4487 0589 88 2287 7f7f81 82 89"))
        {
            PeerShapes shapes = NewShapes();
            shapes.Read(bytes);
            Assert.AreEqual(("ab", "x", "int32"), (shapes.Find(0)!.Name, shapes.Find(0)!.Attributes.Single().Text, shapes.Find(0)!.Types.Single().Text));
            Assert.AreEqual("", shapes.Find(16383)!.Name);
            Assert.IsNull(shapes.Find(1));
        }
    }

    [TestMethod]
    [Clause("I-7")]
    public void Read_OfANumberOfAnEarlierAnnouncement_IsAProtocolError()
    {
        PeerShapes shapes = NewShapes();
        shapes.Read(new(Hex.Parse("88 2287 0581 02826162 89")));
        Assert.AreEqual(
            "number 5 again", Assert.ThrowsExactly<BananaProtocolException>(() => shapes.Read(new(Hex.Parse("88 2287 0581 02826162 89")))).Found);
    }

    [TestMethod]
    [Clause("S-3")]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public void Read_OfMoreShapesThanTheLimit_IsAProtocolError(int missing, bool isFine)
    {
        const int cost = 128 + (3 * 2);
        PeerShapes shapes = new(WireDialect.Net.Vocabulary, (2 * cost) - missing);
        shapes.Read(new(Hex.Parse("88 2287 0081 02826162 89")));
        ReadOnlySequence<byte> second = new(Hex.Parse("88 2287 0181 02826162 89"));
        if (isFine)
        {
            shapes.Read(second);
            Assert.HasCount(2, shapes.All);
            return;
        }

        BananaProtocolException lost = Assert.ThrowsExactly<BananaProtocolException>(() => shapes.Read(second));
        Assert.AreEqual((ProtocolErrorCode.InvalidAnnouncement, "at most 267 bytes of shapes (MaxShapeBytes)"), (lost.Code, lost.Expected));
    }

    [TestMethod]
    [Clause("I-7")]
    [DataRow("88 2287 7f7f81 02826162 89 0181", false)]
    [DataRow("88 2287 00000181 02826162 89 0181", true)]
    public void Definition_InAPayload_HasAHigherNumber(string payload, bool isFine)
    {
        BananaSerializerOptions options = new();
        UnslicerStackOptions sharing = options.ToUnslicerStackOptions() with { PeerShapes = NewShapes() };
        List<Received> received = Receiver.ReadAll(sharing, BuiltInTypes.Object.Unslicer, Hex.Parse(payload));
        Assert.AreEqual(1, received[^1].Value);
        Assert.HasCount(isFine ? 1 : 2, received);
        if (!isFine)
        {
            Violation refused = received[0].Violation!;
            Assert.AreEqual((ViolationCode.InvalidShape, "number 16383"), (refused.Code, refused.Found));
            Assert.AreEqual("a number from 16384 to 2^27 - 1, a name and different attributes, each with its type", refused.Expected);
        }
    }

    [TestMethod]
    [Clause("I-7")]
    public void Instance_OfANumberThatWasNotAnnounced_IsAViolation()
    {
        UnslicerStackOptions sharing = new BananaSerializerOptions().ToUnslicerStackOptions() with { PeerShapes = NewShapes() };
        Received received = Receiver.ReadAll(sharing, BuiltInTypes.Object.Unslicer, Hex.Parse("88 2387 0081 89")).Single();
        Assert.AreEqual(ViolationCode.UnknownShape, received.Violation!.Code);
    }

    private static PeerShapes NewShapes() => new(WireDialect.Net.Vocabulary, 1 << 20);

    private static IEnumerable<ReadOnlySequence<byte>> EveryForm(string payload)
    {
        byte[] bytes = Hex.Parse(payload);
        yield return new ReadOnlySequence<byte>(bytes);
        yield return Cuts.ToSequence([.. bytes.Select(b => new[] { b })]);
    }
}
