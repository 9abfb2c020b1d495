using System.Globalization;
using System.Numerics;
using Banana.Wire;

namespace Banana.Core.Tests.Wire;

public sealed partial class TokenReaderTests
{
    [TestMethod]
    [Clause("W-5")]
    [DataRow("81", 0)]
    [DataRow("0081", 0)]
    [DataRow("7f81", 127)]
    [DataRow("000181", 128)]
    [DataRow("7f7f7f7f0781", int.MaxValue)]
    [DataRow("000000000883", int.MinValue)]
    [DataRow("02850102", 258)]
    [DataRow("048600000005", -5)]
    [DataRow("058500000000ff", 255)]
    public void TryReadInt32_AcceptedForms_GiveTheValue(string hex, int expected) => AtEveryCut(Hex.Parse(hex), (ref TokenReader reader) =>
    {
        ReadStatus status = reader.TryReadInt32(out int value);
        return status == ReadStatus.Done ? value : status;
    }, expected);

    [TestMethod]
    [DataRow("000000000881")] // 2^31
    [DataRow("010000000883")] // -2^31 - 1
    [DataRow("0485ffffffff")]
    [DataRow("048680000001")]
    [DataRow("0000000000000000000281")] // 2^64
    [DataRow("018278")]
    [DataRow("843ff0000000000000")]
    [DataRow("88")]
    public void TryReadInt32_AnythingElse_IsAMismatchAndMovesNothing(string hex) =>
        AtEveryCut(Hex.Parse(hex), (ref TokenReader reader) => reader.TryReadInt32(out _), ReadStatus.Mismatch, consumesNothing: true);

    [TestMethod]
    [Clause("W-6")]
    [DataRow("0985000000000000000001", 1L)]
    [DataRow("08857fffffffffffffff", long.MaxValue)]
    [DataRow("08868000000000000000", long.MinValue)]
    [DataRow("0a8600000080000000000000", -36028797018963968L)]
    [DataRow("7f7f7f7f7f7f7f7f7f81", long.MaxValue)]
    [DataRow("85", 0L)]
    [DataRow("0086", 0L)]
    public void TryReadInt64_AcceptedForms_GiveTheValue(string hex, long expected) => AtEveryCut(Hex.Parse(hex), (ref TokenReader reader) =>
    {
        ReadStatus status = reader.TryReadInt64(out long value);
        return status == ReadStatus.Done ? value : status;
    }, expected);

    [TestMethod]
    [DataRow("08858000000000000000")]
    [DataRow("08868000000000000001")]
    [DataRow("0000000000000000000181")] // 2^63
    public void TryReadInt64_OneBeyond_IsAMismatchAndMovesNothing(string hex) =>
        AtEveryCut(Hex.Parse(hex), (ref TokenReader reader) => reader.TryReadInt64(out _), ReadStatus.Mismatch, consumesNothing: true);

    [TestMethod]
    public void TryReadInt128_AtItsBorders_GivesTheValueOrAMismatch()
    {
        AtEveryCut(Hex.Parse("1085 7fffffffffffffffffffffffffffffff"), ReadInt128, Int128.MaxValue);
        AtEveryCut(Hex.Parse("1086 80000000000000000000000000000000"), ReadInt128, Int128.MinValue);
        AtEveryCut(Hex.Parse("1185 0000000000000000000000000000000001"), ReadInt128, Int128.One);
        AtEveryCut(Hex.Parse("1085 80000000000000000000000000000000"), ReadInt128, ReadStatus.Mismatch, consumesNothing: true);
        AtEveryCut(Hex.Parse("1086 80000000000000000000000000000001"), ReadInt128, ReadStatus.Mismatch, consumesNothing: true);
    }

    [TestMethod]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(1001)]
    [DataRow(4096)]
    public void TryReadInteger_OfManyBytes_GivesTheValueBothSigns(int bytes)
    {
        BigInteger magnitude = (BigInteger.One << ((8 * bytes) - 1)) + 12345;
        foreach (BigInteger expected in new[] { magnitude, -magnitude })
        {
            byte[] written = Written((ref TokenWriter writer) => writer.WriteInteger(expected));
            AtEveryCut(written, (ref TokenReader reader) =>
            {
                ReadStatus status = reader.TryReadInteger(out BigInteger value);
                return status == ReadStatus.Done ? value : status;
            }, expected);
        }
    }

    [TestMethod]
    [Clause("S-3")]
    public void TryReadInteger_BodyAtTheLimitAndOneBeyond_IsTakenAndRefusedBeforeItsBody()
    {
        WireLimits limits = new() { MaxIntegerBytes = 20 };
        TokenReader fits = new([20, 0x85, .. new byte[20]], default, limits);
        Assert.AreEqual(ReadStatus.Done, fits.TryReadInteger(out _));
        TokenReader headerOnly = new([21, 0x85], default, limits);
        Assert.AreEqual(ReadStatus.Mismatch, headerOnly.TryReadInteger(out _));
        Assert.AreEqual(0, headerOnly.Offset);
    }

    [TestMethod]
    [Clause("W-8")]
    [DataRow("3ff8000000000000")]
    [DataRow("8000000000000000")]
    [DataRow("7ff0000000000000")]
    [DataRow("7ff8000000000123")]
    [DataRow("7ff0000000000001")]
    [DataRow("fff8000000000001")]
    [DataRow("0000000000000001")]
    public void TryReadDouble_OfAnyBits_KeepsThem(string bits)
    {
        long expected = long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        foreach (string header in new[] { "", "05", "000000000000000000" })
        {
            AtEveryCut(Hex.Parse($"{header}84{bits}"), (ref TokenReader reader) =>
            {
                ReadStatus status = reader.TryReadDouble(out double value);
                return status == ReadStatus.Done ? BitConverter.DoubleToInt64Bits(value) : status;
            }, expected);
        }
    }

    [TestMethod]
    public void ReadInt32Run_MixedTokens_StopsAtTheFirstThatIsNoInt32()
    {
        byte[] tokens = Written((ref TokenWriter writer) =>
        {
            writer.WriteInteger(5);
            writer.WriteInteger(int.MinValue);
            writer.WriteInteger(int.MaxValue);
            writer.WriteInteger(1L << 31);
            writer.WriteInteger(7);
            writer.WriteBytes(new byte[20]);
        });
        TokenReader reader = new(tokens);
        int[] values = new int[10];

        Assert.AreEqual(3, reader.ReadInt32Run(values));
        CollectionAssert.AreEqual(new[] { 5, int.MinValue, int.MaxValue }, values[..3]);
        Assert.AreEqual(3, reader.Tokens);
        Assert.AreEqual(ReadStatus.Done, reader.TryReadInt64(out long next));
        Assert.AreEqual(1L << 31, next);
        Assert.AreEqual(1, reader.ReadInt32Run(values.AsSpan(0, 1)));
    }

    [TestMethod]
    public void ReadInt32Run_OfManyValuesCutAnywhere_IsTheSameAsOneByOne()
    {
        Random random = new(Seeds.Fixed);
        int[] expected =
        [
            .. Enumerable.Range(0, 2000).Select(i => (int)random.NextInt64(int.MinValue, 1L << 31) >> random.Next(32)),
            int.MinValue, int.MaxValue, 0, -1,
        ];
        byte[] tokens = Written((ref TokenWriter writer) =>
        {
            foreach (int value in expected)
            {
                writer.WriteInteger(value);
            }
        });
        foreach (int size in new[] { 1, 2, 3, 31, 32, 33, 39, 40, 41, 1000, tokens.Length })
        {
            TokenReader reader = new(Cuts.ToSequence(Cuts.InPieces(tokens, size)));
            int[] values = new int[expected.Length];
            int count = 0;
            while (count < values.Length)
            {
                count += reader.ReadInt32Run(values.AsSpan(count));
                if (count < values.Length)
                {
                    Assert.AreEqual(ReadStatus.Done, reader.TryReadInt32(out values[count]));
                    count++;
                }
            }

            CollectionAssert.AreEqual(expected, values, $"seed {Seeds.Fixed}, pieces of {size}");
            Assert.AreEqual((0L, (long)expected.Length), (reader.Remaining, reader.Tokens));
        }
    }

    [TestMethod]
    [DataRow("000000000881")] // one beyond int.MaxValue
    [DataRow("010000000883")] // one below int.MinValue
    [DataRow("00000000000081")] // padded with zeros
    [DataRow("843ff0000000000000")]
    [DataRow("89")]
    [DataRow("058e")]
    public void ReadInt32Run_ATokenItCannotTake_StopsBeforeIt(string hex)
    {
        byte[] odd = Hex.Parse(hex);
        byte[] tokens = [.. Enumerable.Repeat(new byte[] { 7, 0x81 }, 50).SelectMany(b => b), .. odd, .. new byte[60]];
        TokenReader reader = new(tokens);
        int[] values = new int[100];
        int run = reader.ReadInt32Run(values);
        bool isPadded = hex.StartsWith("0000000000008", StringComparison.Ordinal);
        Assert.AreEqual(isPadded ? 51 : 50, run);
        Assert.IsTrue(values.AsSpan(0, 50).IndexOfAnyExcept(7) < 0);
        Assert.AreEqual(isPadded ? 100 + odd.Length : 100, reader.Offset);
    }

    [TestMethod]
    public void ReadDoubleRun_MixedTokens_StopsAtTheFirstThatIsNoPlainFloat()
    {
        byte[] tokens = Hex.Parse("843ff0000000000000 848000000000000000 05843ff0000000000000 843ff0000000000000");
        TokenReader reader = new(tokens);
        double[] values = new double[10];
        Assert.AreEqual(2, reader.ReadDoubleRun(values));
        Assert.AreEqual((1.0, true), (values[0], double.IsNegative(values[1])));
        Assert.AreEqual(ReadStatus.Done, reader.TryReadDouble(out _));
        Assert.AreEqual(1, reader.ReadDoubleRun(values));
        Assert.AreEqual(4, reader.Tokens);
    }

    private static object ReadInt128(ref TokenReader reader)
    {
        ReadStatus status = reader.TryReadInt128(out Int128 value);
        return status == ReadStatus.Done ? value : status;
    }
}
