namespace Banana.Core.Tests.Faults;

/// <summary>What a peer wrote reaches a person without acting on the terminal.</summary>
[TestClass]
public sealed class ForeignTextTests
{
    [TestMethod]
    [DataRow("plain text, \\ and \"", "plain text, \\ and \"")]
    [DataRow("café 你好 \U0001F34C", "café 你好 \U0001F34C")]
    [DataRow("\u001b[31mRED", "\\u001b[31mRED")]
    [DataRow("\0\t\r\n\u007f\u0085\u009b", "\\u0000\\u0009\\u000d\\u000a\\u007f\\u0085\\u009b")]
    [DataRow("\u202eabc\u2066\u200f\u200b\ufeff\u00ad", "\\u202eabc\\u2066\\u200f\\u200b\\ufeff\\u00ad")]
    [DataRow("a\u2028b\u2029", "a\\u2028b\\u2029")]
    [DataRow("\U000E0041x", "\\udb40\\udc41x")]
    public void Escape_OfAnyText_ShowsWhatWouldActAndLeavesTheRest(string text, string expected) =>
        Assert.AreEqual(expected, ForeignText.Escape(text));

    [TestMethod]
    public void Escape_OfHalvesOfCharacters_ShowsTheirNumbers()
    {
        Assert.AreEqual("\\ud800x\\udc00", ForeignText.Escape("\ud800x\udc00"));
        Assert.AreEqual("\\ud83d", ForeignText.Escape("\ud83d"));
    }

    [TestMethod]
    public void EscapeLines_OfTextWithLines_KeepsThem() =>
        Assert.AreEqual("a\r\n\\u001b", ForeignText.EscapeLines("a\r\n\u001b"));

    [TestMethod]
    public void Violation_WithTextOfAPeer_SaysNothingThatActsOnATerminal()
    {
        const string hostile = "\u001b[2J\u202e\n\u009b";
        Violation violation = new(ViolationCode.UserCode, "$." + hostile, 1, 2, hostile, hostile, new InvalidOperationException(hostile));
        ViolationException refused = new(violation);
        BananaProtocolException lost = new(ProtocolErrorCode.PeerError, hostile, 1, hostile, hostile);
        foreach (string text in new[]
        {
            violation.ToString(), violation.Path, violation.Found, violation.Expected, refused.Message, refused.ToString().ReplaceLineEndings(""),
            lost.Message, lost.ToString(), lost.Path, lost.Found, lost.Expected,
        })
        {
            Assert.AreEqual(ForeignText.Escape(text), text);
        }
    }

    [TestMethod]
    public void GraphPath_WithNamesOfAPeer_EscapesThemAndCutsNoCharacterInHalf()
    {
        GraphPath path = new();
        path.Member("\u001b[1m");
        path.Key("a\u0085");
        path.Key('\u009b');
        path.Member(new string('x', 39) + "\U0001F34C" + "more");
        Assert.AreEqual("$.\\u001b[1m[\"a\\u0085\"][\\u009b]." + new string('x', 39) + "…", path.ToString());
    }
}
