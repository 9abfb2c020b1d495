using System.Collections;
using System.Dynamic;
using System.Reflection;

namespace Banana.Slicers.Tests.Types;

[TestClass]
public sealed class ExpandoTests
{
    [TestMethod]
    [Clause("S-3")]
    public void Read_OfManyShortMembers_IsPaidForByTheirBytes()
    {
        ExpandoObject written = new();
        foreach (int i in Enumerable.Range(0, 4000))
        {
            written.TryAdd(i.ToString("x", null), null);
        }

        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => RoundTrip(written));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    public void RoundTrip_OfHundredsOfMembers_KeepsTheirOrder()
    {
        ExpandoObject written = new();
        foreach (int i in Enumerable.Range(0, 500))
        {
            written.TryAdd(i.ToString("x", null), i);
        }

        CollectionAssert.AreEqual(written.ToList(), RoundTrip(written).ToList());
    }

    [TestMethod]
    public void RoundTrip_OfAnEmptyName_KeepsIt()
    {
        ExpandoObject written = new();
        written.TryAdd("", 1);
        written.TryAdd("a", 2);
        CollectionAssert.AreEqual(written.ToList(), RoundTrip(written).ToList());
        Assert.IsEmpty(RoundTrip(new ExpandoObject()));
    }

    [TestMethod]
    public void Read_OfFirstMembersOfManyNames_LeavesNothingBehind()
    {
        ExpandoObject written = new();
        written.TryAdd("first of 00", 1);
        byte[] bytes = BananaSerializer.Serialize(written);
        int digits = bytes.AsSpan().IndexOf("00"u8);
        int before = FirstNames();
        for (int i = 1; i < 100; i++)
        {
            System.Text.Encoding.ASCII.GetBytes($"{i:00}").CopyTo(bytes, digits);
            Assert.AreEqual($"first of {i:00}", BananaSerializer.Deserialize<ExpandoObject>(bytes)!.Single().Key);
        }

        Assert.IsLessThan(10, FirstNames() - before);
    }

    private static ExpandoObject RoundTrip(ExpandoObject value) => BananaSerializer.Deserialize<ExpandoObject>(BananaSerializer.Serialize(value))!;

    /// <summary>How many names the framework knows that such an object has begun with.</summary>
    private static int FirstNames()
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        Type type = typeof(ExpandoObject).Assembly.GetType("System.Dynamic.ExpandoClass", throwOnError: true)!;
        object empty = type.GetField("Empty", all)!.GetValue(null)!;
        return ((IDictionary?)type.GetField("_transitions", all)!.GetValue(empty))?.Count ?? 0;
    }
}
