using Banana.Wire;

namespace Banana.Core.Tests.Vocabularies;

[TestClass]
public sealed class VocabularyTests
{
    [TestMethod]
    [Clause("V-2")]
    public void Hash_OfFoolscapsTables_HasTheCheckValuesItNegotiates()
    {
        Assert.AreEqual("da39", FoolscapVocabularies.Table0.CheckValue);
        Assert.AreEqual("bb33", FoolscapVocabularies.Table1.CheckValue);
        Assert.AreEqual(25, FoolscapVocabularies.Table1.EndIndex);
    }

    [TestMethod]
    [Clause("V-5")]
    public void Incoming_Replaced_ForgetsTheOldTableInFoolscapAndKeepsTheBaseInNet()
    {
        Dictionary<ulong, VocabularyWord> words = new() { [40] = new VocabularyWord("hi") };
        IncomingVocabulary foolscap = new(FoolscapVocabularies.Table1, isFixed: false, WireLimits.Default);
        foolscap.Replace(words);
        Assert.IsFalse(foolscap.TryGet(4, out _));
        Assert.IsTrue(foolscap.TryGet(40, out VocabularyWord? word));
        Assert.AreEqual("hi", word.Text);

        IncomingVocabulary net = new(WireDialect.Net.Vocabulary, isFixed: true, WireLimits.Default);
        net.Replace(words);
        Assert.IsTrue(net.TryGet(1, out word));
        Assert.AreEqual("none", word.Text);
        Assert.IsFalse(net.CanDefine(1, 3));
        Assert.IsFalse(net.CanDefine(0, 3));
        Assert.IsTrue(net.CanDefine(120, 3));
        Assert.IsFalse(net.CanDefine(ulong.MaxValue, 3), "that is what a longer header looks like");
        Assert.IsTrue(net.CanDefine(5, "list"u8), "the word it has");
        Assert.IsFalse(net.CanDefine(5, "tsil"u8));
    }

    [TestMethod]
    public void Incoming_WordsAtTheLimitAndOneBeyond_AreTakenAndRefused()
    {
        WireLimits limits = new() { MaxVocabularyWords = 2, MaxVocabularyWordBytes = 4 };
        IncomingVocabulary vocabulary = new(FoolscapVocabularies.Table0, isFixed: false, limits);
        Assert.IsTrue(vocabulary.CanDefine(0, 4));
        Assert.IsFalse(vocabulary.CanDefine(0, 5));
        Assert.IsTrue(vocabulary.TryAdd(0, new VocabularyWord("a")));
        Assert.IsTrue(vocabulary.TryAdd(1, new VocabularyWord("b")));
        Assert.IsFalse(vocabulary.TryAdd(2, new VocabularyWord("c")));
        Assert.IsTrue(vocabulary.TryAdd(1, new VocabularyWord("d")), "overwriting adds no word");
    }

    [TestMethod]
    [Clause("V-1")]
    public void Outgoing_ClearedAndRestarted_KnowsWhatItShould()
    {
        OutgoingVocabulary vocabulary = new(FoolscapVocabularies.Table1, isFixed: false);
        Assert.IsTrue(vocabulary.TryGetIndex("list"u8, out ulong index));
        Assert.AreEqual(4UL, index);
        vocabulary.Clear();
        Assert.IsTrue(vocabulary.IsEmpty);
        vocabulary.Add(7, "a rather long word that is not in any table"u8);
        Assert.IsTrue(vocabulary.TryGetIndex("a rather long word that is not in any table"u8, out index));
        Assert.AreEqual(7UL, index);
        vocabulary.Restart();
        Assert.IsTrue(vocabulary.TryGetIndex("list"u8, out _));
    }

    [TestMethod]
    public void Word_OfInvalidText_IsRefusedAndOfBytes_HasNoText()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new VocabularyWord($"a{(char)0xD800}"));
        Assert.IsNull(new VocabularyWord([0xFF]).Text);
    }
}
