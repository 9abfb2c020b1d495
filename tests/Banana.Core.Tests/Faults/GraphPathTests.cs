using System.Numerics;

namespace Banana.Core.Tests.Faults;

[TestClass]
public sealed class GraphPathTests
{
    [TestMethod]
    public void Segments_OfEveryKind_ReadLikeCode()
    {
        GraphPath path = new();
        path.Member("Lines");
        path.Element(3);
        path.Key("a key");
        path.Key(42);
        path.Key(new BigInteger(7));
        path.Key(null);
        path.Key(true);
        path.Key(new byte[] { 1, 2 });
        path.KeyOf(5);
        Assert.AreEqual("$.Lines[3][\"a key\"][42][7][null][true][0x0102]{5}", path.ToString());
    }

    [TestMethod]
    public void Key_LongOrWithControlCharacters_IsShortenedAndStaysOnOneLine()
    {
        GraphPath path = new();
        path.Key(new string('x', 1000) + "\n");
        path.Key("a\r\nb\0c");
        string text = path.ToString();
        Assert.IsLessThan(100, text.Length);
        Assert.IsFalse(text.Any(char.IsControl), text);
    }

    [TestMethod]
    public void Key_OfALongNumber_SaysHowLongWithoutPrintingIt()
    {
        GraphPath path = new();
        path.Key(BigInteger.One << 127);
        path.Key(-(BigInteger.One << 10_000_000)); // to print it takes minutes
        Assert.AreEqual("$[170141183460469231731687303715884105728][a number of 10000000 bits]", path.ToString());
    }

    [TestMethod]
    public void Key_OfAClassOfTheUsers_DoesNotCallIt()
    {
        GraphPath path = new();
        path.Key(new Talkative());
        path.Key(DayOfWeek.Monday);
        Assert.AreEqual("$[Talkative][Monday]", path.ToString());
    }

    private sealed class Talkative : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => throw new InvalidOperationException("nobody asked");
    }
}
