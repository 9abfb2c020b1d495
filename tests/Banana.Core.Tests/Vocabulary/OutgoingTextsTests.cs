using Banana.Wire;

namespace Banana.Core.Tests.Vocabularies;

[TestClass]
public sealed class OutgoingTextsTests
{
    [TestMethod]
    [Clause("V-7")]
    public void TryDefine_OfTextThatComesAgain_GivesItOneIndexTheSecondTime()
    {
        OutgoingTexts texts = new(40, WireLimits.Default);
        Assert.IsFalse(texts.TryDefine("Lisbon", canDefine: true, out _));
        Assert.IsFalse(texts.TryGetIndex("Lisbon", out _));
        Assert.IsTrue(texts.TryDefine("Lisbon", canDefine: true, out ulong index));
        Assert.AreEqual(40UL, index);
        Assert.IsFalse(texts.TryDefine("Lisbon", canDefine: true, out _), "it is a word already");
        Assert.IsTrue(texts.TryGetIndex("Lisbon", out index));
        Assert.AreEqual(40UL, index);

        Assert.IsFalse(texts.TryDefine("Porto", canDefine: true, out _));
        Assert.IsTrue(texts.TryDefine("Porto", canDefine: true, out index));
        Assert.AreEqual(41UL, index);
    }

    [TestMethod]
    public void TryDefine_WhereNoDefinitionCanStand_WaitsForTheNextTime()
    {
        OutgoingTexts texts = new(40, WireLimits.Default);
        Assert.IsFalse(texts.TryDefine("Lisbon", canDefine: false, out _));
        Assert.IsFalse(texts.TryDefine("Lisbon", canDefine: false, out _));
        Assert.IsTrue(texts.TryDefine("Lisbon", canDefine: true, out _));
    }

    [TestMethod]
    [DataRow("abc", false, DisplayName = "too short to be worth it")]
    [DataRow("abcd", true, DisplayName = "the shortest")]
    [DataRow("\u20ac\u20ac\u20ac\u20ac", true, DisplayName = "twelve bytes")]
    [DataRow("\u20ac\u20ac\u20ac\u20ac\u20ac", false, DisplayName = "fifteen bytes, and twelve are allowed")]
    public void TryDefine_OfText_TakesOnlyWhatTheReaderTakesAsAWord(string text, bool isWord)
    {
        OutgoingTexts texts = new(40, new WireLimits { MaxVocabularyWordBytes = 12 });
        Assert.IsFalse(texts.TryDefine(text, canDefine: true, out _));
        Assert.AreEqual(isWord, texts.TryDefine(text, canDefine: true, out _));
    }

    [TestMethod]
    public void TryDefine_OfALoneSurrogate_IsNoWord()
    {
        OutgoingTexts texts = new(40, WireLimits.Default);
        Assert.IsFalse(texts.TryDefine("ab\ud800c", canDefine: true, out _));
        Assert.IsFalse(texts.TryDefine("ab\ud800c", canDefine: true, out _));
    }

    [TestMethod]
    public void TryDefine_OfManyTexts_DefinesAndRemembersNoMoreThanItsBounds()
    {
        OutgoingTexts texts = new(40, WireLimits.Default);
        int defined = 0;
        for (int i = 0; i < OutgoingTexts.MostTexts + 10; i++)
        {
            Assert.IsFalse(texts.TryDefine($"text {i}", canDefine: true, out _));
        }

        for (int i = OutgoingTexts.MostTexts + 9; i >= 0; i--)
        {
            defined += texts.TryDefine($"text {i}", canDefine: true, out _) ? 1 : 0;
        }

        Assert.AreEqual(OutgoingTexts.MostWords, defined);
        Assert.IsFalse(texts.TryGetIndex($"text {OutgoingTexts.MostTexts}", out _), "came too late to be remembered");

        OutgoingTexts few = new(40, new WireLimits { MaxVocabularyWords = 1 });
        Assert.IsFalse(few.TryDefine("Lisbon", canDefine: true, out _) | few.TryDefine("Porto", canDefine: true, out _));
        Assert.IsTrue(few.TryDefine("Lisbon", canDefine: true, out _));
        Assert.IsFalse(few.TryDefine("Porto", canDefine: true, out _));
    }

    [TestMethod]
    public void Restart_AfterWords_ForgetsThemAndCountsAnew()
    {
        OutgoingTexts texts = new(40, WireLimits.Default);
        Assert.IsFalse(texts.TryDefine("Lisbon", canDefine: true, out _));
        Assert.IsTrue(texts.TryDefine("Lisbon", canDefine: true, out _));
        texts.Restart();
        Assert.IsFalse(texts.TryGetIndex("Lisbon", out _));
        Assert.IsFalse(texts.TryDefine("Porto", canDefine: true, out _));
        Assert.IsTrue(texts.TryDefine("Porto", canDefine: true, out ulong index));
        Assert.AreEqual(40UL, index);
    }
}
