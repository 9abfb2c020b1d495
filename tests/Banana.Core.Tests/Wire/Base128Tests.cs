using System.Numerics;
using Banana.Wire;

namespace Banana.Core.Tests.Wire;

[TestClass]
public sealed class Base128Tests
{
    [TestMethod]
    [DataRow(0UL, 1)]
    [DataRow(127UL, 1)]
    [DataRow(128UL, 2)]
    [DataRow((1UL << 49) - 1, 7)]
    [DataRow(1UL << 49, 8)]
    [DataRow(ulong.MaxValue, 10)]
    public void CountDigits_AtEveryBorder_IsTheShortestForm(ulong value, int digits) =>
        Assert.AreEqual(digits, Base128.CountDigits(value));

    [TestMethod]
    public void CountDigits_OfEveryPowerOfTwo_MatchesDivision()
    {
        for (int bit = 0; bit < 64; bit++)
        {
            Assert.AreEqual((bit / 7) + 1, Base128.CountDigits(1UL << bit), $"2^{bit}");
        }
    }

    [TestMethod]
    public void GatherAndScatter_PortableAndNative_Agree()
    {
        Random random = new(Seeds.Fixed);
        for (int i = 0; i < 10_000; i++)
        {
            ulong value = (ulong)random.NextInt64() >> random.Next(8, 64);
            ulong digits = Base128.ScatterPortable(value);
            Assert.AreEqual(digits, Base128.Scatter(value));
            Assert.AreEqual(value, Base128.Gather(digits));
            Assert.AreEqual(value, Base128.GatherPortable(digits));
        }
    }

    [TestMethod]
    public void TryReadHeader_64DigitsOf127_IsTheLargestNumberOf448Bits()
    {
        byte[] header = [.. Enumerable.Repeat((byte)0x7F, 64), 0x81];
        Assert.AreEqual(ReadStatus.Done, Base128.TryReadHeader(header, out TokenHeader read));
        Assert.IsTrue(read.IsWide);
        Assert.AreEqual(64, read.Digits);
        Assert.AreEqual((BigInteger.One << 448) - 1, Base128.ToBigInteger(header.AsSpan(0, 64)));
    }

    [TestMethod]
    [DataRow("ffffffffffffffffff", false)]
    public void TryReadHeader_WithoutDigits_IsZero(string hex, bool wide)
    {
        Assert.AreEqual(ReadStatus.Done, Base128.TryReadHeader(Hex.Parse(hex), out TokenHeader header));
        Assert.AreEqual((0UL, 0, wide), (header.Value, header.Digits, header.IsWide));
    }

    [TestMethod]
    public void TryReadHeader_Of64Bits_IsNotWide_AndOf65Bits_Is()
    {
        byte[] largest = [0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x01, 0x81];
        byte[] beyond = [0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x81];
        Base128.TryReadHeader(largest, out TokenHeader fits);
        Base128.TryReadHeader(beyond, out TokenHeader doesNot);
        Assert.AreEqual((ulong.MaxValue, false), (fits.Value, fits.IsWide));
        Assert.IsTrue(doesNot.IsWide);
    }
}
