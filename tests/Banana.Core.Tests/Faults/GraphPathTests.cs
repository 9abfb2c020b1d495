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
}
