namespace Banana.Slicers.Tests.Instances;

/// <summary>Numbers of enumerations that have no name: exact by default, refused on both sides where only named ones may stand.</summary>
[TestClass]
public sealed class DefinedEnumTests
{
    public static IEnumerable<object[]> Makers => InstanceSamples.Makers.Select(maker => new object[] { maker });

    public static IEnumerable<object[]> Undefined =>
        from maker in InstanceSamples.Makers
        from member in new[] { "Grade", "Maybe", "Rights", "Wide" }
        select new object[] { maker, member };

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void RoundTrip_OfAnUndefinedNumber_IsExactByDefault(string maker)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<Anything>(maker);
        Anything read = BananaSerializer.Deserialize<Anything>(BananaSerializer.Serialize(Anything.Odd("Any"), options), options)!;
        Assert.AreEqual((Grade)99, read.Any);
        CollectionAssert.AreEqual(new[] { (Grade)99 }, read.Many);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void RoundTrip_OfNamedNumbersAndCombinations_IsExact(string maker)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<Choosy>(maker);
        foreach (Rights rights in new[] { default, Rights.Read, Rights.Read | Rights.Write, Rights.All, Rights.Read | Rights.Rest })
        {
            Choosy sent = new() { Grade = Grade.High, Maybe = rights == default ? null : Grade.Low, Rights = rights, Wide = Wide.Last };
            Choosy read = BananaSerializer.Deserialize<Choosy>(BananaSerializer.Serialize(sent, options), options)!;
            Assert.AreEqual((sent.Grade, sent.Maybe, sent.Rights, sent.Wide), (read.Grade, read.Maybe, read.Rights, read.Wide));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Undefined))]
    public void RoundTrip_OfAnUndefinedNumberWhereTheMemberWantsANamedOne_IsRefusedOnBothSides(string maker, string member)
    {
        ViolationException unsent = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize(Choosy.Odd(member), InstanceSamples.OptionsOf<Choosy>(maker)));
        Assert.AreEqual((ViolationCode.NotRepresentable, $"$.{member}"), (unsent.Code, unsent.Path));

        BananaSerializerOptions other = new();
        other.Types.AddReflected<Anything>("test.choosy");
        byte[] bytes = BananaSerializer.Serialize(Anything.Odd(member), other);
        foreach (int piece in new[] { 1, 1000 })
        {
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(
                () => BananaSerializer.Deserialize<Choosy>(new DripStream(bytes, piece), InstanceSamples.OptionsOf<Choosy>(maker)));
            Assert.AreEqual((ViolationCode.NumberOutOfRange, $"$.{member}"), (refused.Code, refused.Path));
            Assert.Contains("has a name", refused.Message);
        }
    }

    [TestMethod]
    [DataRow("generated", "Any", "$.Any")]
    [DataRow("reflected", "Any", "$.Any")]
    [DataRow("generated", "Many", "$.Many[0]")]
    [DataRow("reflected", "Many", "$.Many[0]")]
    public void RoundTrip_OfAnUndefinedNumberWhereThePolicyWantsNamedOnes_IsRefusedOnBothSides(string maker, string member, string path)
    {
        BananaSerializerOptions strict = new() { Policy = BananaPolicy.Untrusted with { AllowsUndefinedEnums = false } };
        _ = maker == "reflected" ? strict.Types.AddReflected<Anything>() : strict.Types.Add<Anything>();
        Anything named = BananaSerializer.Deserialize<Anything>(BananaSerializer.Serialize(new Anything { Any = Grade.Low, Many = [Grade.High] }, strict), strict)!;
        Assert.AreEqual((Grade.Low, Grade.High), (named.Any, named.Many.Single()));

        Anything odd = new() { Any = member == "Any" ? (Grade)99 : Grade.Low, Many = [(Grade)98] };
        Assert.AreEqual(path, Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(odd, strict)).Path);
        byte[] bytes = BananaSerializer.Serialize(odd, InstanceSamples.OptionsOf<Anything>(maker));
        foreach (int piece in new[] { 1, 1000 })
        {
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Anything>(new DripStream(bytes, piece), strict));
            Assert.AreEqual((ViolationCode.NumberOutOfRange, path), (refused.Code, refused.Path));
        }
    }

    [TestMethod]
    public void AddReflected_OfAMemberThatIsNoEnumeration_IsRefused()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Misused>();
        NotSupportedException thrown = Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.Serialize(new Misused(), options));
        Assert.Contains("IsDefinedOnly", thrown.Message);
    }

    private sealed class Misused
    {
        [SliceMember(IsDefinedOnly = true)]
        public int Number { get; set; }
    }
}

public enum Grade
{
    Low = 1,
    High = 2,
}

[Flags]
public enum Rights : byte
{
    Read = 1,
    Write = 2,
    Rest = 0x0C,
    All = 0x0F,
}

public enum Wide : long
{
    First = long.MinValue,
    Last = long.MaxValue,
}

/// <summary>Members that take named numbers only.</summary>
[Sliceable("test.choosy")]
public sealed class Choosy
{
    [SliceMember(IsDefinedOnly = true)]
    public Grade Grade { get; set; } = Grade.Low;

    [SliceMember(IsDefinedOnly = true)]
    public Grade? Maybe { get; set; }

    [SliceMember(IsDefinedOnly = true)]
    public Rights Rights { get; set; }

    [SliceMember(IsDefinedOnly = true)]
    public Wide Wide { get; set; } = Wide.First;

    public static Choosy Odd(string member) => new()
    {
        Grade = member == "Grade" ? (Grade)3 : Grade.Low,
        Maybe = member == "Maybe" ? 0 : Grade.High,
        Rights = member == "Rights" ? (Rights)0x14 : Rights.Read,
        Wide = member == "Wide" ? 0 : Wide.Last,
    };
}

/// <summary>The same, and more, which take every number.</summary>
[Sliceable("test.anything")]
public sealed class Anything
{
    public Grade Grade { get; set; } = Grade.Low;

    public Grade? Maybe { get; set; }

    public Rights Rights { get; set; }

    public Wide Wide { get; set; } = Wide.First;

    public Grade Any { get; set; } = Grade.Low;

    public List<Grade> Many { get; set; } = [];

    public static Anything Odd(string member)
    {
        Choosy odd = Choosy.Odd(member);
        return new() { Grade = odd.Grade, Maybe = odd.Maybe, Rights = odd.Rights, Wide = odd.Wide, Any = member == "Any" ? (Grade)99 : Grade.Low, Many = [(Grade)99] };
    }
}
