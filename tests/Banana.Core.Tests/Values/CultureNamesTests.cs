using System.Globalization;
using Banana.Slicing;

namespace Banana.Core.Tests.Values;

/// <summary>Peers may name every culture that the runtime lists, and of others so many that the runtime can keep them.</summary>
[TestClass]
public sealed class CultureNamesTests
{
    [TestMethod]
    public void Require_OfManySpellingsOfListedNames_ShowsTheRuntimeNoneAndCountsNone()
    {
        List<string> found = [];
        CultureNames names = new(() => ["abcdefghijk", "last"], found.Add, most: 3);
        for (int i = 1; i <= 2000; i++)
        {
            string spelled = string.Concat("abcdefghijk".Select((letter, at) => ((i >> at) & 1) == 0 ? letter : char.ToUpperInvariant(letter)));
            Assert.Contains("'abcdefghijk'", Assert.ThrowsExactly<ArgumentException>(() => names.Require(spelled)).Message);
        }

        names.Require("abcdefghijk");
        names.Require("last");
        Assert.IsEmpty(found);
    }

    [TestMethod]
    public void Require_OfNamesThatAreNotListed_TakesSoManyAndThoseAgain()
    {
        List<string> found = [];
        CultureNames names = new(() => ["listed"], found.Add, most: 3);
        foreach (string name in (string[])["a", "b", "A", "c", "b"])
        {
            names.Require(name);
        }

        for (int i = 0; i < 2000; i++)
        {
            Assert.ThrowsExactly<ArgumentException>(() => names.Require($"d{i}"));
        }

        names.Require("c");
        names.Require("listed");
        Assert.AreEqual("a b c", string.Join(' ', found));
    }

    [TestMethod]
    public void Require_OfNamesThatTheRuntimeDoesNotFind_CountsNone()
    {
        CultureNames names = new(() => ["listed"], static name => RequireGood(name), most: 3);
        for (int i = 0; i < 2000; i++)
        {
            Assert.ThrowsExactly<CultureNotFoundException>(() => names.Require($"bad{i}"));
        }

        names.Require("good");
        names.Require("listed");

        static void RequireGood(string name) => _ = name == "good" ? name : throw new CultureNotFoundException();
    }
}
