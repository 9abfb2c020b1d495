using System.Buffers;
using System.Text;
using Banana.Wire;

namespace Banana.Core.Tests.Wire;

/// <summary>Text and byte strings of every length around the blocks they are moved in, and values of a fixed size.</summary>
[TestClass]
public sealed class TextTests
{
    private const int Longest = 300;

    [TestMethod]
    [Clause("W-9")]
    public void Text_OfEveryLengthAndEveryPlaceOfANonAsciiCharacter_IsWhatTheFrameworkMakesOfIt()
    {
        for (int length = 0; length < Longest; length++)
        {
            string ascii = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + (i % 90))));
            Check(ascii);
            for (int at = 0; at < length; at += length < 40 ? 1 : 17)
            {
                Check(ascii.Remove(at, 1).Insert(at, "\u00e9"));
                Check(ascii.Remove(at, 1).Insert(at, "\u007f"));
                Check(ascii.Remove(at, 1).Insert(at, "\u0080"));
                Check(ascii.Remove(at, 1).Insert(at, "\u0141"));
            }
        }
    }

    [TestMethod]
    public void Text_WithABadByteAnywhere_IsRefused()
    {
        for (int length = 1; length < 60; length++)
        {
            for (int at = 0; at < length; at++)
            {
                byte[] body = [.. Enumerable.Repeat((byte)'a', length)];
                body[at] = 0xff;
                Assert.IsFalse(TokenReader.TryDecode(body, out _), $"{at} of {length}");
            }
        }
    }

    [TestMethod]
    public void Bytes_OfEveryLength_ComeBackAndGrowTheOutputAnywhere()
    {
        for (int length = 0; length < Longest; length++)
        {
            byte[] body = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            ArrayBufferWriter<byte> output = new();
            TokenWriter writer = new(output);
            for (int i = 0; i < 9; i++)
            {
                writer.WriteBytes(body); // the rooms of the output end at every place
            }

            writer.Commit();
            TokenReader reader = new(output.WrittenSpan);
            for (int i = 0; i < 9; i++)
            {
                Assert.AreEqual(ReadStatus.Done, reader.TryReadBytes(out ReadOnlySpan<byte> back));
                Assert.IsTrue(back.SequenceEqual(body), $"{length}");
            }
        }
    }

    [TestMethod]
    public void FixedSize_InPlaceAndBack_IsTheSameAsAByteStringAtEveryCut()
    {
        byte[] expected = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        expected.CopyTo(writer.WriteBytesInPlace(16));
        writer.Commit();
        byte[] bytes = output.WrittenSpan.ToArray();
        Assert.AreEqual("1082" + Hex.Format(expected), Hex.Format(bytes));
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            byte[] back = new byte[16];
            TokenReader partial = new(bytes.AsSpan(0, cut));
            Assert.AreEqual(cut < bytes.Length ? ReadStatus.NeedMoreData : ReadStatus.Done, partial.TryReadBytes(back.AsSpan()));
            Assert.AreEqual(cut < bytes.Length ? 0 : bytes.Length, partial.Offset, "what is not whole is not consumed");
            TokenReader segmented = new(Cuts.ToSequence(bytes[..cut], bytes[cut..]));
            Assert.AreEqual(ReadStatus.Done, segmented.TryReadBytes(back.AsSpan()));
            Assert.AreEqual(Hex.Format(expected), Hex.Format(back));
        }
    }

    [TestMethod]
    [DataRow("0f82" + "0102030405060708090a0b0c0d0e0f")]
    [DataRow("1182" + "0102030405060708090a0b0c0d0e0f1011")]
    [DataRow("0181")]
    public void FixedSize_OfAnotherSizeOrKind_IsAMismatchAndStays(string hex)
    {
        TokenReader reader = new(Hex.Parse(hex));
        Assert.AreEqual(ReadStatus.Mismatch, reader.TryReadBytes(new byte[16].AsSpan()));
        Assert.AreEqual(0, reader.Offset);
    }

    [TestMethod]
    public void FixedSize_BeyondOneDigit_IsWrongUse() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
    {
        TokenWriter writer = new(new ArrayBufferWriter<byte>());
        writer.WriteBytesInPlace(128);
    });

    private static void Check(string text)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        Assert.IsTrue(writer.TryWriteText(text));
        writer.Commit();
        TokenReader reader = new(output.WrittenSpan);
        Assert.AreEqual(ReadStatus.Done, reader.TryReadBytes(out ReadOnlySpan<byte> body));
        Assert.IsTrue(body.SequenceEqual(Encoding.UTF8.GetBytes(text)), text);
        Assert.AreEqual(0, reader.Remaining);
        TokenReader again = new(output.WrittenSpan);
        Assert.AreEqual(ReadStatus.Done, again.TryReadText(out string back));
        Assert.AreEqual(text, back);
    }
}
