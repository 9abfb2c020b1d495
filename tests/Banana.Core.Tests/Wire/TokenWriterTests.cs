using System.Buffers;
using System.Numerics;
using Banana.Wire;

namespace Banana.Core.Tests.Wire;

[TestClass]
public sealed class TokenWriterTests
{
    private delegate void Write(ref TokenWriter writer);

    public static IEnumerable<object[]> Integers =>
    [
        ["0081", (BigInteger)0],
        ["7f81", (BigInteger)127],
        ["000181", (BigInteger)128],
        ["7f7f7f7f0781", (BigInteger)int.MaxValue],
        ["048580000000", (BigInteger)int.MaxValue + 1],
        ["0183", (BigInteger)(-1)],
        ["000000000883", (BigInteger)int.MinValue],
        ["048680000001", (BigInteger)int.MinValue - 1],
        ["08857fffffffffffffff", (BigInteger)long.MaxValue],
        ["08868000000000000000", (BigInteger)long.MinValue],
        ["0885ffffffffffffffff", (BigInteger)ulong.MaxValue],
        ["0985010000000000000000", (BigInteger)ulong.MaxValue + 1],
        ["0986010000000000000000", -((BigInteger)ulong.MaxValue + 1)],
        ["1085ffffffffffffffffffffffffffffffff", (BigInteger)UInt128.MaxValue],
        ["108680000000000000000000000000000000", (BigInteger)Int128.MinValue],
        ["11850100000000000000000000000000000000", (BigInteger)UInt128.MaxValue + 1],
    ];

    [TestMethod]
    [Clause("W-7")]
    [DynamicData(nameof(Integers))]
    public void WriteInteger_ByEveryOverloadThatHoldsIt_IsTheShortestForm(string hex, BigInteger value)
    {
        Assert.AreEqual(hex, Written((ref TokenWriter writer) => writer.WriteInteger(value)), "BigInteger");
        if (value >= int.MinValue && value <= int.MaxValue)
        {
            Assert.AreEqual(hex, Written((ref TokenWriter writer) => writer.WriteInteger((int)value)), "int");
        }

        if (value >= long.MinValue && value <= long.MaxValue)
        {
            Assert.AreEqual(hex, Written((ref TokenWriter writer) => writer.WriteInteger((long)value)), "long");
        }

        if (value >= 0 && value <= ulong.MaxValue)
        {
            Assert.AreEqual(hex, Written((ref TokenWriter writer) => writer.WriteInteger((ulong)value)), "ulong");
        }

        if (value >= Int128.MinValue && value <= Int128.MaxValue)
        {
            Assert.AreEqual(hex, Written((ref TokenWriter writer) => writer.WriteInteger((Int128)value)), "Int128");
        }

        if (value >= 0 && value <= UInt128.MaxValue)
        {
            Assert.AreEqual(hex, Written((ref TokenWriter writer) => writer.WriteInteger((UInt128)value)), "UInt128");
        }
    }

    [TestMethod]
    [Clause("W-3")]
    public void Write_HeaderOfZero_IsOneDigitWhereThereIsAHeader()
    {
        Assert.AreEqual("0088", Written((ref TokenWriter writer) => writer.WriteOpen(0)));
        Assert.AreEqual("88", Written((ref TokenWriter writer) => writer.WriteOpen()));
        Assert.AreEqual("0089", Written((ref TokenWriter writer) => writer.WriteClose(0)));
        Assert.AreEqual("89", Written((ref TokenWriter writer) => writer.WriteClose()));
        Assert.AreEqual("008a", Written((ref TokenWriter writer) => writer.WriteAbort(0)));
        Assert.AreEqual("8a", Written((ref TokenWriter writer) => writer.WriteAbort()));
        Assert.AreEqual("0087", Written((ref TokenWriter writer) => writer.WriteVocab(0)));
        Assert.AreEqual("0082", Written((ref TokenWriter writer) => writer.WriteBytes([])));
        Assert.AreEqual("008d", Written((ref TokenWriter writer) => writer.WriteError("")));
        Assert.AreEqual("8e", Written((ref TokenWriter writer) => writer.WritePing(0)));
        Assert.AreEqual("058e", Written((ref TokenWriter writer) => writer.WritePing(5)));
        Assert.AreEqual("8f", Written((ref TokenWriter writer) => writer.WritePong(0)));
        Assert.AreEqual("843ff8000000000000", Written((ref TokenWriter writer) => writer.WriteDouble(1.5)));
    }

    [TestMethod]
    [DataRow((1UL << 49) - 1, "7f7f7f7f7f7f7f88")]
    [DataRow(1UL << 49, "000000000000000188")]
    [DataRow(ulong.MaxValue, "7f7f7f7f7f7f7f7f7f0188")]
    public void WriteOpen_LargeNumbers_KeepEveryDigit(ulong number, string hex) =>
        Assert.AreEqual(hex, Written((ref TokenWriter writer) => writer.WriteOpen(number)));

    [TestMethod]
    [DataRow(0)]
    [DataRow(42)]
    [DataRow(43)]
    [DataRow(127)]
    [DataRow(128)]
    [DataRow(1024)]
    [DataRow(1025)]
    [DataRow(5461)]
    [DataRow(16383)]
    [DataRow(100_000)]
    public void TryWriteText_OfOneToFourByteCharacters_IsTheUtf8Form(int length)
    {
        foreach (string unit in new[] { "a", "\u00e9", "\u4f60", "\U0001f34c" })
        {
            string text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            string expected = Written((ref TokenWriter writer) => writer.WriteBytes(utf8));
            Assert.AreEqual(expected, Written((ref TokenWriter writer) => Assert.IsTrue(writer.TryWriteText(text))));
        }
    }

    [TestMethod]
    [DataRow(0xD800, 'x')]
    [DataRow(0xDC00, 'x')]
    [DataRow(0xD83C, 0xD83C)]
    public void TryWriteText_WithALoneSurrogate_WritesNothing(int surrogate, int next)
    {
        string broken = $"a{(char)surrogate}{(char)next}"; // attributes cannot hold invalid UTF-16
        foreach (string text in new[] { broken, new string('x', 2000) + broken })
        {
            Assert.AreEqual("0581", Written((ref TokenWriter writer) =>
            {
                Assert.IsFalse(writer.TryWriteText(text));
                writer.WriteInteger(5);
            }));
        }
    }

    [TestMethod]
    public void WriteError_LongText_IsCutAtACharacterBorderBelow1000Bytes()
    {
        byte[] written = Hex.Parse(Written((ref TokenWriter writer) => writer.WriteError(new string('\u4f60', 400))));
        TokenReader reader = new(written);
        reader.TryPeek(out TokenHeader header);
        Assert.AreEqual((TokenType.Error, 999UL), (header.Type, header.Value));
    }

    [TestMethod]
    public void WriteBodyChunk_InPieces_IsTheSameAsWhole()
    {
        byte[] body = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        string whole = Written((ref TokenWriter writer) => writer.WriteBytes(body));
        Assert.AreEqual(whole, Written((ref TokenWriter writer) =>
        {
            writer.WriteBytesHeader(body.Length);
            foreach (byte[] piece in body.Chunk(777))
            {
                writer.WriteBodyChunk(piece);
            }
        }));
    }

    [TestMethod]
    public void Write_WithABodyUnfinishedOrOverfull_SaysWhatToDo()
    {
        Assert.Contains("WriteBodyChunk", Assert.ThrowsExactly<InvalidOperationException>(() => Written((ref TokenWriter writer) =>
        {
            writer.WriteBytesHeader(3);
            writer.WriteInteger(1);
        })).Message);
        Assert.Contains("3 bytes left", Assert.ThrowsExactly<InvalidOperationException>(() => Written((ref TokenWriter writer) =>
        {
            writer.WriteBytesHeader(3);
            writer.WriteBodyChunk(new byte[4]);
        })).Message);
    }

    [TestMethod]
    public void Write_ToAnOutputThatGivesTinySpans_LosesNothing()
    {
        string roomy = Written(WriteEverything);
        DripWriter drip = new();
        TokenWriter writer = new(drip);
        WriteEverything(ref writer);
        writer.Commit();
        Assert.AreEqual(roomy, Hex.Format(drip.Written));
    }

    [TestMethod]
    public void Write_ManyTokens_AllocatesNothing()
    {
        ArrayBufferWriter<byte> output = new(1 << 20);
        WriteMany(output);
        output.ResetWrittenCount();
        long before = GC.GetAllocatedBytesForCurrentThread();
        WriteMany(output);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void IsFull_AtTheBudget_IsTrueAndNotBefore()
    {
        TokenWriter writer = new(new ArrayBufferWriter<byte>(), budget: 4);
        writer.WriteInteger(1);
        Assert.IsFalse(writer.IsFull);
        writer.WriteInteger(1);
        Assert.IsTrue(writer.IsFull);
        Assert.AreEqual(4, writer.BytesWritten);
    }

    [TestMethod]
    public void WriteInt32Run_ManyValues_IsTheSameAsOneByOne()
    {
        int[] values = [.. Enumerable.Range(0, 3000).Select(i => (i * 7919) ^ (i << 20) ^ (i % 3 == 0 ? -1 : 0)), int.MinValue, int.MaxValue];
        string single = Written((ref TokenWriter writer) =>
        {
            foreach (int value in values)
            {
                writer.WriteInteger(value);
            }
        });
        Assert.AreEqual(single, Written((ref TokenWriter writer) =>
        {
            for (int done = 0; done < values.Length;)
            {
                int run = writer.WriteInt32Run(values.AsSpan(done));
                Assert.IsGreaterThan(0, run);
                done += run;
            }
        }));
    }

    private static void WriteMany(ArrayBufferWriter<byte> output)
    {
        TokenWriter writer = new(output);
        for (int i = 0; i < 1000; i++)
        {
            writer.WriteOpen((ulong)i);
            writer.WriteInteger(i);
            writer.WriteInteger(-(long)i << 33);
            writer.WriteDouble(i);
            writer.TryWriteText("text \u00e9");
            writer.WriteClose((ulong)i);
        }

        writer.Commit();
    }

    private static void WriteEverything(ref TokenWriter writer)
    {
        writer.WriteOpen(12345678901);
        writer.WriteVocab(3);
        writer.WriteInteger(-7);
        writer.WriteInteger(1L << 60);
        writer.WriteInteger(Int128.MinValue);
        writer.WriteInteger(BigInteger.Pow(7, 500));
        writer.WriteDouble(double.NaN);
        writer.WriteBytes(new byte[3000]);
        writer.TryWriteText(new string('\u4f60', 2000));
        writer.WriteInt32Run([1, -2, 300000]);
        writer.WriteError("no");
        writer.WriteClose(12345678901);
    }

    private static string Written(Write write)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        write(ref writer);
        writer.Commit();
        return Hex.Format(output.WrittenSpan);
    }

    /// <summary>Gives exactly the room that was asked for, and a fresh piece every time.</summary>
    private sealed class DripWriter : IBufferWriter<byte>
    {
        private readonly List<byte> _written = [];
        private byte[] _piece = [];

        public byte[] Written => [.. _written];

        public void Advance(int count) => _written.AddRange(_piece.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => _piece = new byte[Math.Max(1, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
