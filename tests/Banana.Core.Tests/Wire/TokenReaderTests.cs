using System.Buffers;
using Banana.Wire;

namespace Banana.Core.Tests.Wire;

/// <summary>The reader, header level. Partial files are cut by token family, as the reader is.</summary>
[TestClass]
public sealed partial class TokenReaderTests
{
    private delegate object Read(ref TokenReader reader);

    private delegate void Write(ref TokenWriter writer);

    [TestMethod]
    [Clause("W-2")]
    public void TryPeek_64Digits_WaitForTheTypeByte_And65_AreMalformedWithoutIt()
    {
        byte[] digits = new byte[65];
        TokenReader waits = new(digits.AsSpan(0, 64));
        Assert.AreEqual(ReadStatus.NeedMoreData, waits.TryPeek(out _));
        Assert.AreEqual(1, waits.BytesWanted);

        TokenReader malformed = new(digits);
        Assert.AreEqual(ReadStatus.Malformed, malformed.TryPeek(out _));
        BananaProtocolException fault = malformed.CreateFault("$.x");
        Assert.AreEqual((ProtocolErrorCode.HeaderTooLong, "$.x", 0L), (fault.Code, fault.Path, fault.Offset));
    }

    [TestMethod]
    [Clause("W-4")]
    public void TryPeek_EveryTypeByte_IsATokenOrMalformed()
    {
        int tokens = 0;
        for (int type = 0x80; type <= 0xFF; type++)
        {
            TokenReader reader = new([1, (byte)type, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            ReadStatus status = reader.TryPeek(out TokenHeader header);
            bool isToken = type is >= 0x81 and <= 0x8A or >= 0x8D and <= 0x8F;
            Assert.AreEqual(isToken ? ReadStatus.Done : ReadStatus.Malformed, status, $"{type:x2}");
            if (isToken)
            {
                tokens++;
                Assert.AreEqual(((TokenType)type, 1UL, 2), (header.Type, header.Value, header.Length));
            }
            else
            {
                ProtocolErrorCode code = type == 0x80 ? ProtocolErrorCode.ListToken : ProtocolErrorCode.UnknownTypeByte;
                Assert.AreEqual(code, reader.CreateFault().Code);
            }
        }

        Assert.AreEqual(13, tokens);
    }

    [TestMethod]
    public void TryPeek_Twice_ConsumesNothing()
    {
        TokenReader reader = new(Hex.Parse("0581 0682"));
        reader.TryPeek(out TokenHeader first);
        reader.TryPeek(out TokenHeader second);
        Assert.AreEqual(first, second);
        Assert.AreEqual((0L, 0L), (reader.Offset, reader.Tokens));
    }

    [TestMethod]
    public void TryPeek_BeforeTheBodyIsRead_SaysWhatToDo()
    {
        InvalidOperationException fault = Assert.ThrowsExactly<InvalidOperationException>(() =>
        {
            TokenReader reader = new(Hex.Parse("03826162"));
            reader.TryPeek(out TokenHeader header);
            reader.Accept(header);
            reader.TryPeek(out _);
        });
        Assert.Contains("SkipBody", fault.Message);
    }

    [TestMethod]
    [Clause("W-1")]
    public void State_BetweenTwoBuffers_GoesOnInsideABody()
    {
        byte[] stream = Hex.Parse("05 82 6162636465 07 81");
        TokenReader first = new(stream.AsSpan(0, 4));
        first.TryPeek(out TokenHeader header);
        first.Accept(header);
        Assert.AreEqual("6162", Hex.Format(first.ReadBodyChunk()));

        TokenReader second = new(stream.AsSpan(4), first.State);
        Assert.AreEqual((4L, 1L, 3UL), (second.Offset, second.Tokens, second.BodyRemaining));
        Assert.AreEqual(ReadStatus.Done, second.SkipBody());
        Assert.AreEqual(ReadStatus.Done, second.TryReadInt32(out int value));
        Assert.AreEqual((7, 9L, 2L), (value, second.Offset, second.Tokens));
    }

    [TestMethod]
    [DataRow("0088", 0UL)]
    [DataRow("88", 0UL)]
    [DataRow("00000188", 16384UL)]
    public void TryReadOpen_NumberedOrBare_GivesTheNumber(string hex, ulong expected) => AtEveryCut(Hex.Parse(hex), (ref TokenReader reader) =>
    {
        ReadStatus status = reader.TryReadOpen(out ulong number);
        return status == ReadStatus.Done ? number : status;
    }, expected);

    [TestMethod]
    [Clause("S-3")]
    public void Header_ThatClaims2To40Bytes_AllocatesNothing()
    {
        byte[] claim = [0, 0, 0, 0, 0, 0x20, 0x82, 1, 2, 3];
        SkipClaim(claim); // compiled now
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadStatus status = SkipClaim(claim);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(ReadStatus.NeedMoreData, status);
        Assert.AreEqual(0, allocated);
    }

    private static ReadStatus SkipClaim(byte[] claim)
    {
        TokenReader reader = new(claim);
        if (reader.TryReadBytes(out _) != ReadStatus.Mismatch)
        {
            return ReadStatus.Malformed;
        }

        reader.TryPeek(out TokenHeader header);
        reader.Accept(header);
        return reader.SkipBody();
    }

    /// <summary>
    /// Reads the bytes whole, in two segments cut everywhere, and byte by byte; every shorter prefix must ask for more and move
    /// nothing.
    /// </summary>
    private static void AtEveryCut(byte[] bytes, Read read, object expected, bool consumesNothing = false)
    {
        Check(new ReadOnlySequence<byte>(bytes), bytes.Length, read, expected, consumesNothing);
        Check(Cuts.ToSequence(Cuts.InPieces(bytes, 1)), bytes.Length, read, expected, consumesNothing);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            Check(Cuts.ToSequence(bytes[..cut], [], bytes[cut..]), bytes.Length, read, expected, consumesNothing);
            Check(Cuts.ToSequence(bytes[..cut], [.. bytes[cut..], 0x05, 0x81]), bytes.Length, read, expected, consumesNothing);
        }

        for (int length = 0; length < bytes.Length && !consumesNothing; length++)
        {
            TokenReader reader = new(bytes.AsSpan(0, length));
            Assert.AreEqual(ReadStatus.NeedMoreData, read(ref reader), $"{length} of {bytes.Length} bytes");
            Assert.AreEqual(0, reader.Offset);
            Assert.IsTrue(reader.BytesWanted >= 1 && reader.BytesWanted <= bytes.Length - length, $"wants {reader.BytesWanted}");
        }
    }

    private static void Check(in ReadOnlySequence<byte> sequence, int length, Read read, object expected, bool consumesNothing)
    {
        TokenReader reader = new(sequence);
        Assert.AreEqual(expected, read(ref reader));
        Assert.AreEqual(consumesNothing ? 0 : length, reader.Offset);
        Assert.AreEqual(sequence.Length - reader.Offset, reader.Remaining);
    }

    private static byte[] Written(Write write)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        write(ref writer);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }
}
