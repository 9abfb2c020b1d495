using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Values;

/// <summary>The types that Python's values come back as.</summary>
[TestClass]
public sealed class PythonValueTests
{
    [TestMethod]
    public void Set_OfEqualMembers_HasOneOfThem()
    {
        ObjectSet set = new() { 1, "a", null, 2.5m };
        Assert.IsFalse(set.Add(1.0));
        Assert.IsFalse(set.Add(true));
        Assert.IsFalse(set.Add(1.00m));
        Assert.IsFalse(set.Add(new System.Numerics.BigInteger(1)));
        Assert.IsFalse(set.Add(2.5));
        Assert.IsTrue(set.Add("a"u8.ToArray()), "bytes are not text");
        Assert.IsFalse(set.Add("a"u8.ToArray()));
        Assert.HasCount(5, set);
        Assert.IsTrue(set.Contains(null));
        Assert.IsTrue(set.Remove(1m));
        Assert.IsFalse(set.Remove(1));
        Assert.IsFalse(set.Contains(new List<object?>()));
        Assert.ThrowsExactly<ArgumentException>(() => set.Add(new List<object?>()));
        Assert.ThrowsExactly<ArgumentException>(() => set.Add(new ObjectTuple(new ObjectSet())));
    }

    [TestMethod]
    public void FrozenSet_AsAMember_ComparesByItsMembers()
    {
        ObjectSet set = new() { new ObjectFrozenSet(1, "a") };
        Assert.IsTrue(set.Contains(new ObjectFrozenSet("a", 1.0)));
        Assert.IsFalse(set.Contains(new ObjectFrozenSet("a")));
        Assert.IsFalse(set.Contains(new ObjectTuple(1, "a")));
        Assert.HasCount(2, new ObjectFrozenSet(1, 1.0, new ObjectFrozenSet(), new ObjectFrozenSet()));
    }

    [TestMethod]
    public void NaN_AsAMember_IsNeverThereButMayBeAddedAgain()
    {
        ObjectSet set = new() { double.NaN };
        Assert.IsFalse(set.Contains(double.NaN));
        Assert.IsTrue(set.Add(DecimalText.Parse("NaN")));
        Assert.IsTrue(set.Add(double.NaN));
        Assert.HasCount(3, set);
    }

    [TestMethod]
    public void Nesting_OfFrozenSets_IsBounded()
    {
        object nested = 1;
        for (int i = 0; i < 31; i++)
        {
            nested = new ObjectFrozenSet(nested);
        }

        Assert.IsTrue(ObjectDictionary.CanBeKey(nested));
        nested = new ObjectFrozenSet(nested);
        Assert.IsFalse(ObjectDictionary.CanBeKey(nested));
        Assert.IsFalse(ObjectDictionary.CanBeKey(new ObjectFrozenSet([.. Enumerable.Range(0, 1024).Cast<object?>()])));
        Assert.IsTrue(ObjectDictionary.CanBeKey(new ObjectFrozenSet([.. Enumerable.Range(0, 1023).Cast<object?>()])));
        Assert.IsFalse(ObjectDictionary.CanBeKey(DecimalText.Parse("1" + new string('0', 4096))));
        Assert.IsTrue(ObjectDictionary.CanBeKey(DecimalText.Parse("1" + new string('0', 4095))));
    }

    [TestMethod]
    public void GenericObject_KeepsItsAttributesInOrder()
    {
        GenericObject instance = new("point") { { "y", 1 }, { "x", 2 } };
        instance["y"] = 3;
        instance["z"] = null;
        Assert.AreEqual("y=3 x=2 z=", string.Join(' ', instance.Select(attribute => $"{attribute.Key}={attribute.Value}")));
        Assert.HasCount(3, instance);
        Assert.IsTrue(instance.TryGetValue("z", out object? value));
        Assert.IsNull(value);
        Assert.IsFalse(instance.TryGetValue("w", out _));
        Assert.ThrowsExactly<KeyNotFoundException>(() => instance["w"]);
        Assert.ThrowsExactly<ArgumentException>(() => instance.Add("x", 1));
        Assert.ThrowsExactly<ArgumentException>(() => instance.Add("\ud800", 1));
        Assert.ThrowsExactly<ArgumentException>(() => new GenericObject("\ud800"));
        Assert.ThrowsExactly<ArgumentNullException>(() => new GenericObject(null!));
    }

    [TestMethod]
    public void GenericObject_OfClassesThatAreNotListed_IsRefused()
    {
        BananaSerializerOptions all = new(FoolscapDialect.Instance);
        all.Types.Add(BuiltInTypes.GenericObject);
        BananaSerializerOptions some = new(FoolscapDialect.Instance);
        some.Types.Add(BuiltInTypes.GenericObjectOf("a"));
        Assert.AreEqual("a", ((GenericObject)BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(new GenericObject("a"), all), some)!).TypeName);
        byte[] other = BananaSerializer.Serialize<object>(new List<object?> { new GenericObject("b") }, all);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(other, some));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$[0]"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void GenericObject_WhoseMemoryIsChargedLast_IsRefusedAtTheLimitAllTheSame()
    {
        const int cost = 64 + 224 + sizeof(char); // the entry of the OPEN, the instance, its name; nothing is charged after that
        byte[] bytes = BananaSerializer.Serialize<object>(new GenericObject("a"), WithBudget(cost));
        Assert.AreEqual("a", ((GenericObject)BananaSerializer.Deserialize<object>(bytes, WithBudget(cost))!).TypeName);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bytes, WithBudget(cost - 1)));
        Assert.AreEqual((ViolationCode.TooMuchMemory, "$"), (refused.Code, refused.Path));

        static BananaSerializerOptions WithBudget(long bytes)
        {
            BananaSerializerOptions options = new(FoolscapDialect.Instance)
            {
                Policy = BananaPolicy.Untrusted with { Limits = WireLimits.Default with { MaxManagedBytes = bytes } },
            };
            options.Types.Add(BuiltInTypes.GenericObject);
            return options;
        }
    }

    [TestMethod]
    public void DecimalText_Default_IsZero()
    {
        Assert.AreEqual("0", default(DecimalText).ToString());
        Assert.AreEqual(default, DecimalText.Parse("0"));
        Assert.IsTrue(default(DecimalText).TryToDecimal(out decimal zero));
        Assert.AreEqual(0m, zero);
        Assert.AreEqual("1.50", DecimalText.Of(1.50m).ToString());
        Assert.AreEqual(DecimalText.Parse("+01.50"), DecimalText.Parse(" 1.5_0 "));
        Assert.IsFalse(DecimalText.TryParse("one", out _));
        Assert.ThrowsExactly<FormatException>(() => DecimalText.Parse("one"));
    }

    [TestMethod]
    public void Clone_OfPythonsValues_IsTheSame()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(BuiltInTypes.GenericObject);
        List<object?> shared = [1];
        List<object?> graph =
        [
            new ObjectSet { 1, "a", new ObjectFrozenSet(2m) }, DecimalText.Parse("NaN"), 1.50m, new GenericObject("x") { { "y", shared } }, shared,
            new ObjectDictionary { { new ObjectFrozenSet(1), 2 } },
        ];
        List<object?> clone = BananaSerializer.Clone(graph, options)!;
        Assert.AreSame(((GenericObject)clone[3]!)["y"], clone[4]);
        Assert.AreEqual(DecimalText.Parse("NaN"), clone[1]);
        Assert.IsTrue(BananaSerializer.GraphEquals(graph, clone, options));
    }
}
