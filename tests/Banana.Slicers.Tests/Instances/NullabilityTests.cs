using System.Diagnostics.CodeAnalysis;

namespace Banana.Slicers.Tests.Instances;

/// <summary>Null where a member is declared without it: refused on both sides, in every way it can come, unless the option says otherwise.</summary>
[TestClass]
public sealed class NullabilityTests
{
    private const string Null = "0087";
    private const string None = "88 04826E6F6E65 89"; // OPEN none CLOSE

    public static IEnumerable<object[]> Makers => InstanceSamples.Makers.Select(maker => new object[] { maker });

    public static IEnumerable<object[]> Refused =>
        from maker in InstanceSamples.Makers
        from form in new[] { Null, None }
        from member in Guarded.Members
        select new object[] { maker, form, member };

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void Read_OfNullForAMemberDeclaredWithout_IsRefusedThereUnlessTheOptionSaysOtherwise(string maker, string form, string member)
    {
        byte[] bytes = Replace(BananaSerializer.Serialize(Guarded.Without(member), Lenient<Guarded>(maker)), Null, form);
        foreach (int piece in new[] { 1, 3, 1000 })
        {
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => Read<Guarded>(bytes, piece, InstanceSamples.OptionsOf<Guarded>(maker)));
            Assert.AreEqual($"$.{member}", refused.Path);
            Assert.Contains("RespectsNullability", refused.Message);

            Guarded read = Read<Guarded>(bytes, piece, Lenient<Guarded>(maker))!;
            CollectionAssert.AreEqual(new[] { member }, Guarded.Members.Where(name => read.Get(name) is null).ToList());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfNullThroughAnotherShape_IsRefusedThere(string maker)
    {
        BananaSerializerOptions other = new();
        other.Types.AddReflected<OtherVersion>("test.guarded");
        byte[] bytes = BananaSerializer.Serialize(new OtherVersion { Text = null, More = 5 }, other);
        Assert.AreEqual("$.Text", Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Guarded>(bytes, InstanceSamples.OptionsOf<Guarded>(maker))).Path);
        Assert.IsNull(BananaSerializer.Deserialize<Guarded>(bytes, Lenient<Guarded>(maker))!.Text);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Write_OfNullInAMemberDeclaredWithout_IsRefusedThereAndTakenByOption(string maker)
    {
        Guarded sent = Guarded.Without("Other");
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(sent, InstanceSamples.OptionsOf<Guarded>(maker)));
        Assert.AreEqual((ViolationCode.NotRepresentable, "$.Other"), (refused.Code, refused.Path));
        Assert.Contains("RespectsNullability", refused.Message);

        byte[] bytes = BananaSerializer.Serialize(sent, Lenient<Guarded>(maker));
        Assert.IsNull(BananaSerializer.Deserialize<Guarded>(bytes, Lenient<Guarded>(maker))!.Other);
        Assert.AreEqual("$.Other", Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Guarded>(bytes, InstanceSamples.OptionsOf<Guarded>(maker))).Path);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Write_OfNullTextDeclaredWithout_IsRefusedThere(string maker)
    {
        foreach (bool abbreviates in new[] { false, true })
        {
            BananaSerializerOptions options = new() { AbbreviatesText = abbreviates };
            _ = maker == "reflected" ? options.Types.AddReflected<Guarded>() : options.Types.Add<Guarded>();
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(Guarded.Without("Text"), options));
            Assert.AreEqual((ViolationCode.NotRepresentable, "$.Text"), (refused.Code, refused.Path));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void RoundTrip_OfNullWhereTheDeclarationHasIt_ComesBack(string maker)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<Open>(maker);
        Open read = BananaSerializer.Deserialize<Open>(BananaSerializer.Serialize(new Open(), options), options)!;
        Assert.IsNull(read.Text);
        Assert.IsNull(read.Maybe);
        Assert.IsNull(read.Value);
        Assert.IsNull(read.Number);
        Assert.IsNull(read.Oblivious);
        Assert.IsNull(read.Allowed);
        CollectionAssert.AreEqual(new string?[] { null }, read.Elements, "what is inside of a member is not looked at");
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfNullForAParameterDeclaredWithout_IsRefusedAlsoWhereTheMemberHasIt(string maker)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<Narrow>(maker);
        Assert.AreEqual("text", BananaSerializer.Deserialize<Narrow>(BananaSerializer.Serialize(new Narrow("text"), options), options)!.Text);
        byte[] bytes = BananaSerializer.Serialize(new Narrow(null!), Lenient<Narrow>(maker));
        Assert.IsNull(BananaSerializer.Deserialize<Narrow>(bytes, Lenient<Narrow>(maker))!.Text);
        Assert.AreEqual("$.Text", Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Narrow>(bytes, options)).Path);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_WithoutAParameterDeclaredWithoutNull_IsRefusedUnlessItHasADefault(string maker)
    {
        BananaSerializerOptions other = new();
        other.Types.AddReflected<OnlyAge>("test.parameters");
        byte[] bytes = BananaSerializer.Serialize(new OnlyAge { Age = 7 }, other);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Parameters>(bytes, InstanceSamples.OptionsOf<Parameters>(maker)));
        Assert.AreEqual(ViolationCode.MissingAttribute, refused.Code);
        Assert.Contains("Name", refused.Message);
        Parameters read = BananaSerializer.Deserialize<Parameters>(bytes, Lenient<Parameters>(maker))!;
        Assert.AreEqual((null, 7, "none"), (read.Name, read.Age, read.Title));

        other = new();
        other.Types.AddReflected<OnlyName>("test.parameters");
        bytes = BananaSerializer.Serialize(new OnlyName { Name = "a" }, other);
        read = BananaSerializer.Deserialize<Parameters>(bytes, InstanceSamples.OptionsOf<Parameters>(maker))!;
        Assert.AreEqual(("a", 0, "none", null), (read.Name, read.Age, read.Title, read.Maybe));
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_WithoutAMemberDeclaredWithoutNull_LeavesItAsTheClassMakesIt(string maker)
    {
        BananaSerializerOptions other = new();
        other.Types.AddReflected<OtherVersion>("test.guarded");
        byte[] bytes = BananaSerializer.Serialize(new OtherVersion { Text = "a", More = 5 }, other);
        Guarded read = BananaSerializer.Deserialize<Guarded>(bytes, InstanceSamples.OptionsOf<Guarded>(maker))!;
        Assert.AreEqual(("a", "any"), (read.Text, read.Any));
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void CloneAndGraphEquals_OfNullDeclaredWithout_TakeWhatTheProgramHolds(string maker)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<Guarded>(maker);
        Guarded held = Guarded.Without("Text");
        Guarded copy = BananaSerializer.Clone(held, options)!;
        Assert.IsNull(copy.Text);
        Assert.IsTrue(BananaSerializer.GraphEquals(held, copy, options));
    }

    [TestMethod]
    public void Read_OfNullByCopyable_IsRefusedThere()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add<Parameters>();
        BananaSerializerOptions lenient = new(FoolscapDialect.Instance) { RespectsNullability = false };
        lenient.Types.Add<Parameters>();
        Assert.AreEqual("$.Name", Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(new Parameters(null!, 1), options)).Path);
        byte[] bytes = BananaSerializer.Serialize(new Parameters(null!, 1), lenient);
        Assert.AreEqual("$.Name", Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Parameters>(bytes, options)).Path);
    }

    private static BananaSerializerOptions Lenient<T>(string maker)
    {
        BananaSerializerOptions options = new() { RespectsNullability = false };
        _ = maker == "reflected" ? options.Types.AddReflected<T>() : options.Types.Add<T>();
        return options;
    }

    private static T? Read<T>(byte[] bytes, int piece, BananaSerializerOptions options) =>
        BananaSerializer.Deserialize<T>(new DripStream(bytes, piece), options);

    /// <summary>The bytes with another form in the one place where a form stands.</summary>
    private static byte[] Replace(byte[] bytes, string form, string other)
    {
        byte[] known = Hex.Parse(form);
        int place = bytes.AsSpan().IndexOf(known);
        Assert.IsGreaterThan(0, place);
        Assert.AreEqual(-1, bytes.AsSpan(place + known.Length).IndexOf(known), "once only");
        return [.. bytes[..place], .. Hex.Parse(other), .. bytes[(place + known.Length)..]];
    }
}

/// <summary>Members of every kind that are declared without null.</summary>
[Sliceable("test.guarded")]
public sealed class Guarded
{
    private object _hidden = 5;

    public static IReadOnlyList<string> Members { get; } = ["Text", "List", "Any", "Other", "hidden"];

    public required string Text { get; set; }

    public List<int> List { get; private set; } = [1];

    public object Any { get; set; } = "any";

    public Parameters Other { get; init; } = new("name", 1, "maybe");

    /// <summary>One with null in a member, as no program should.</summary>
    public static Guarded Without(string member) => new()
    {
        Text = member == "Text" ? null! : "text",
        List = member == "List" ? null! : [1],
        Any = member == "Any" ? null! : "any",
        Other = member == "Other" ? null! : new("name", 1, "maybe"),
        _hidden = member == "hidden" ? null! : 5,
    };

    public object? Get(string member) => member switch
    {
        "Text" => Text,
        "List" => List,
        "Any" => Any,
        "Other" => Other,
        _ => _hidden,
    };
}

/// <summary>What is written under the name of <see cref="Guarded"/> by a program of another version.</summary>
public sealed class OtherVersion
{
    public int More { get; set; }

    public string? Text { get; set; }
}

/// <summary>What is written under the name of <see cref="Parameters"/> by older programs.</summary>
public sealed class OnlyAge
{
    public int Age { get; set; }
}

/// <summary>Another of these.</summary>
public sealed class OnlyName
{
    public string Name { get; set; } = "";
}

/// <summary>A record of which a parameter is declared without null, one has a default, and one takes null.</summary>
[Sliceable("test.parameters")]
public sealed record Parameters(string Name, int Age, string? Maybe = null, string Title = "none");

/// <summary>A member that takes null, and a parameter that does not.</summary>
[Sliceable("test.narrow")]
public sealed class Narrow(string text)
{
    public string? Text { get; } = text;
}

/// <summary>The generic base of <see cref="Open"/>: a type parameter does not say whether null may be.</summary>
public abstract class OpenBase<T>
{
    public T Value { get; set; } = default!;
}

/// <summary>Members of every kind that null may stand for.</summary>
[Sliceable("test.open")]
public sealed class Open : OpenBase<string>
{
    public string? Text { get; set; }

    public List<int>? Maybe { get; set; }

    public int? Number { get; set; }

#nullable disable
    public string Oblivious { get; set; }
#nullable restore

    [AllowNull]
    [MaybeNull]
    public string Allowed { get; set; } = null;

    public List<string> Elements { get; set; } = [null!];
}
