using Banana.Diagnostics;
using Banana.Wire;

namespace Banana.Core.Tests.Diagnostics;

[TestClass]
public sealed class TokenTextTests
{
    [TestMethod]
    public void ToText_OfEveryToken_IsOneReadableLineEach()
    {
        byte[] stream = Hex.Parse("""
            0088 04826c697374 0181 0183 843ff8000000000000 02850102 018601 0187 000088
            0382 00ff41 0089 008a 028d6e6f 058e 8f 0000000000000000000281
            """);
        string expected = """
                     0     0  0088      OPEN 0
                     2     1  0482        STRING 4 "list"
                     8     1  0181        INT 1
                    10     1  0183        NEG 1
                    12     1  84          FLOAT 1.5
                    21     1  0285        LONGINT 258
                    25     1  0186        LONGNEG -1
                    28     1  0187        VOCAB 1 "none"
                    30     1  000088      OPEN 0
                    33     2  0382          STRING 3 0x00ff41
                    38     1  0089        CLOSE 0
                    40     1  008a        ABORT 0
                    42     1  028d        ERROR 2 "no"
                    46     1  058e        PING 5
                    48     1  8f          PONG
                    49     1  0000000000000000000281   INT 18446744073709551616

            """;
        Assert.AreEqual(expected, TokenText.ToText(stream, WireDialect.Net.Vocabulary));
    }

    [TestMethod]
    public void ToText_OfACutOrMalformedStream_SaysSoInTheLastLine()
    {
        Assert.EndsWith("(UnexpectedEnd at byte 4); the stream is lost\n", TokenText.ToText(Hex.Parse("0181 0582"), WireDialect.Net.Vocabulary));
        Assert.EndsWith("(UnknownTypeByte at byte 2); the stream is lost\n", TokenText.ToText(Hex.Parse("0181 ff"), WireDialect.Net.Vocabulary));
    }
}
