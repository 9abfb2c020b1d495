using Banana.Slicers.Tests.Field;

namespace Banana.Slicers.Tests.Facade;

/// <summary>Copies of graphs, and graphs compared.</summary>
[TestClass]
public sealed class GraphTests
{
    [TestMethod]
    public void Clone_OfEverySample_IsExactlyTheSame()
    {
        foreach (Sample sample in Samples.BuiltIn.Concat(FieldCases.All))
        {
            sample.Clones();
        }
    }

    [TestMethod]
    public void Clone_OfACycle_SharesNothingWithTheOriginal()
    {
        Hub hub = new() { List = [] };
        hub.Next = hub;
        Hub clone = BananaSerializer.Clone(hub)!;
        Assert.AreNotSame(hub, clone);
        Assert.AreNotSame(hub.List, clone.List);
        Assert.AreSame(clone, clone.Next);
    }

    [TestMethod]
    public void Clone_OfAChainDeeperThanThePolicy_Succeeds()
    {
        Link? first = null;
        for (int i = 0; i < 1000; i++)
        {
            first = new Link { Next = first };
        }

        BananaSerializerOptions strict = new() { Policy = BananaPolicy.Untrusted with { Limits = new Wire.WireLimits { MaxDepth = 5 } } };
        Assert.IsTrue(BananaSerializer.GraphEquals(first, BananaSerializer.Clone(first, strict), strict));
    }

    [TestMethod]
    public void GraphEquals_OfGraphsThatDifferOnlyInSharing_IsFalse()
    {
        Hub shared = new();
        Hub one = new() { List = [shared, shared] };
        Hub two = new() { List = [new Hub(), new Hub()] };
        Assert.IsFalse(BananaSerializer.GraphEquals(one, two));
        Assert.IsTrue(BananaSerializer.GraphEquals(two, new Hub { List = [new Hub(), new Hub()] }));
    }

    [TestMethod]
    public void GraphEquals_OfCyclesOfOneAndOfTwo_IsFalse()
    {
        Hub one = new();
        one.Next = one;
        Hub two = new() { Next = new Hub() };
        two.Next.Next = two;
        Hub other = new() { Next = new Hub() };
        other.Next.Next = other;
        Assert.IsFalse(BananaSerializer.GraphEquals(one, two));
        Assert.IsTrue(BananaSerializer.GraphEquals(two, other));
    }

    [TestMethod]
    public void GraphEquals_OfValuesOfOtherTypes_IsFalse()
    {
        Assert.IsFalse(BananaSerializer.GraphEquals<object>(1, 1L));
        Assert.IsFalse(BananaSerializer.GraphEquals<object>(1.0m, 1.00m));
        Assert.IsTrue(BananaSerializer.GraphEquals<object>(double.NaN, double.NaN));
        Assert.IsFalse(BananaSerializer.GraphEquals<object>(null, 0));
    }
}
