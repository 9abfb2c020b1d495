namespace Banana.Slicers.Tests.Instances;

/// <summary>Which constructor instances come back by: the same whether the slicer was generated or made when the program runs.</summary>
[TestClass]
public sealed class ConstructorTests
{
    public static IEnumerable<object[]> Makers => InstanceSamples.Makers.Select(maker => new object[] { maker });

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfAClassWithAPrivateParameterlessConstructor_GoesThroughThePublicOneThatValidates(string maker)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<Validated>(maker);
        byte[] bytes = BananaSerializer.Serialize(new Validated(5), options);
        Assert.AreEqual((5, "public, 1"), (BananaSerializer.Deserialize<Validated>(bytes, options)!.Age, BananaSerializer.Deserialize<Validated>(bytes, options)!.MadeBy));

        BananaSerializerOptions other = new();
        other.Types.AddReflected<Unchecked>("test.validated");
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Validated>(BananaSerializer.Serialize(new Unchecked { Age = -5 }, other), options));
        Assert.IsInstanceOfType<ArgumentOutOfRangeException>(refused.InnerException);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfAClassWithSeveralPublicConstructors_GoesThroughThatWithoutParameters(string maker) =>
        Assert.AreEqual("public, 0", RoundTrip(maker, new Several()).MadeBy);

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfAClassWithNoPublicConstructorThatWillDo_GoesThroughThatWithoutParameters(string maker) =>
        Assert.AreEqual("private, 0", RoundTrip(maker, new Closed("no member")).MadeBy);

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfAClassThatSaysWhich_GoesThroughThat(string maker) =>
        Assert.AreEqual("internal, 1", RoundTrip(maker, new Chosen()).MadeBy);

    private static T RoundTrip<T>(string maker, T sent)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<T>(maker);
        return BananaSerializer.Deserialize<T>(BananaSerializer.Serialize(sent, options), options)!;
    }
}

[Sliceable("test.validated")]
public sealed class Validated
{
    public Validated(int age)
        : this()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        Age = age;
        MadeBy = "public, 1";
    }

    private Validated()
    {
        MadeBy = "private, 0";
    }

    public int Age { get; }

    [SliceIgnore]
    public string MadeBy { get; }
}

/// <summary>What a peer may claim to be a <see cref="Validated"/>.</summary>
public sealed class Unchecked
{
    public int Age { get; set; }
}

[Sliceable("test.several")]
public sealed class Several
{
    public Several()
    {
        MadeBy = "public, 0";
    }

    public Several(int age)
    {
        Age = age;
        MadeBy = "public, 1";
    }

    public int Age { get; set; }

    [SliceIgnore]
    public string MadeBy { get; }
}

[Sliceable("test.closed")]
public sealed class Closed
{
    public Closed(string other)
    {
        MadeBy = $"public, {other}";
    }

    private Closed()
    {
        MadeBy = "private, 0";
    }

    internal Closed(int age)
    {
        Age = age;
        MadeBy = "internal, 1";
    }

    public int Age { get; set; }

    [SliceIgnore]
    public string MadeBy { get; }
}

[Sliceable("test.chosen")]
public sealed class Chosen
{
    public Chosen()
    {
        MadeBy = "public, 0";
    }

    [SliceConstructor]
    internal Chosen(int age)
    {
        Age = age;
        MadeBy = "internal, 1";
    }

    public int Age { get; set; }

    [SliceIgnore]
    public string MadeBy { get; }
}
