using Banana.Wire;

namespace Banana.Core.Tests.Wire;

public sealed partial class TokenReaderTests
{
    [TestMethod]
    [Clause("W-9")]
    [DataRow("82", "")]
    [DataRow("0082", "")]
    [DataRow("0382610062", "610062")]
    [DataRow("0300000082fffefd", "fffefd")]
    public void TryReadBytes_AcceptedForms_GiveTheBody(string hex, string expected) => AtEveryCut(Hex.Parse(hex), (ref TokenReader reader) =>
    {
        ReadStatus status = reader.TryReadBytes(out ReadOnlySpan<byte> body);
        return status == ReadStatus.Done ? Hex.Format(body) : status;
    }, expected);

    [TestMethod]
    [DataRow("0182ff")] // no lead byte
    [DataRow("0282c080")] // overlong
    [DataRow("0382eda080")] // a surrogate
    [DataRow("0482f4908080")] // beyond U+10FFFF
    [DataRow("0182c3")] // cut
    public void TryReadText_OfInvalidUtf8_IsAMismatchAndMovesNothing(string hex) =>
        AtEveryCut(Hex.Parse(hex), (ref TokenReader reader) => reader.TryReadText(out _), ReadStatus.Mismatch, consumesNothing: true);

    [TestMethod]
    [DataRow("")]
    [DataRow("plain")]
    [DataRow("caf\u00e9 \u4f60\u597d \U0001f34c\ufeff\0")]
    public void TryReadText_OfValidUtf8_GivesTheText(string expected) =>
        AtEveryCut(Written((ref TokenWriter writer) => writer.TryWriteText(expected)), (ref TokenReader reader) =>
        {
            ReadStatus status = reader.TryReadText(out string text);
            return status == ReadStatus.Done ? text : status;
        }, expected);

    [TestMethod]
    [Clause("S-3")]
    public void TryReadBytes_AtTheLimitAndOneBeyond_IsTakenAndRefusedBeforeItsBody()
    {
        WireLimits limits = new() { MaxStringBytes = 4 };
        TokenReader fits = new(Hex.Parse("0482 61626364"), default, limits);
        Assert.AreEqual(ReadStatus.Done, fits.TryReadBytes(out _));
        TokenReader headerOnly = new(Hex.Parse("0582"), default, limits);
        Assert.AreEqual(ReadStatus.Mismatch, headerOnly.TryReadBytes(out _));
        Assert.AreEqual(ReadStatus.Mismatch, headerOnly.TryReadText(out _));
        Assert.AreEqual(0, headerOnly.Offset);
    }

    [TestMethod]
    public void ReadBodyChunk_AcrossSegments_GivesEveryPieceOnce()
    {
        byte[] stream = [5, 0x82, 1, 2, 3, 4, 5, 9, 0x81];
        TokenReader reader = new(Cuts.ToSequence(stream[..4], [], stream[4..5], stream[5..]));
        reader.TryPeek(out TokenHeader header);
        reader.Accept(header);
        List<string> chunks = [];
        while (reader.BodyRemaining > 0)
        {
            chunks.Add(Hex.Format(reader.ReadBodyChunk()));
        }

        CollectionAssert.AreEqual(new[] { "0102", "03", "0405" }, chunks);
        Assert.AreEqual(ReadStatus.Done, reader.TryReadInt32(out int next));
        Assert.AreEqual(9, next);
    }

    [TestMethod]
    public void TryReadBody_OfAnAcceptedHeader_WaitsForAllOfItThenReadsAcrossSegments()
    {
        byte[] error = Hex.Parse("038d 6f6f70");
        TokenReader waits = new(error.AsSpan(0, 4));
        waits.TryPeek(out TokenHeader header);
        waits.Accept(header);
        Assert.AreEqual(ReadStatus.NeedMoreData, waits.TryReadBody(out _));
        Assert.AreEqual((1L, 3UL), (waits.BytesWanted, waits.BodyRemaining));

        TokenReader whole = new(Cuts.ToSequence(error[..3], error[3..]));
        whole.TryPeek(out header);
        whole.Accept(header);
        Assert.AreEqual(ReadStatus.Done, whole.TryReadBody(out ReadOnlySpan<byte> body));
        Assert.AreEqual("6f6f70", Hex.Format(body));
    }

    [TestMethod]
    public void CreateUnexpectedEnd_InsideAToken_NamesTheOffsetOfTheEnd()
    {
        TokenReader reader = new(Hex.Parse("0181 05826162"));
        reader.TryReadInt32(out _);
        Assert.AreEqual(ReadStatus.NeedMoreData, reader.TryReadBytes(out _));
        BananaProtocolException fault = reader.CreateUnexpectedEnd("$[1]");
        Assert.AreEqual((ProtocolErrorCode.UnexpectedEnd, "$[1]", 6L), (fault.Code, fault.Path, fault.Offset));
    }
}
