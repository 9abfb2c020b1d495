using System.Numerics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Instances;

/// <summary>What was written by one version of a class, read by another.</summary>
[TestClass]
public sealed class VersioningTests
{
    public static IEnumerable<object[]> Makers => InstanceSamples.Makers.Select(maker => new object[] { maker });

    [TestMethod]
    [Clause("I-3")]
    [DynamicData(nameof(Makers))]
    public void Read_ByALaterVersion_TakesWhatIsThereAndLeavesTheRest(string maker)
    {
        VersionOne old = new() { Id = 7, Title = "title", Gone = 5, GoneToo = [1, 2] };
        old.Next = old;
        VersionTwo read = Convert<VersionOne, VersionTwo>(maker, old);
        Assert.AreEqual((7, "title", "as the class makes it"), (read.Id, read.Caption, read.Added));
        Assert.AreSame(read, read.Next);
    }

    [TestMethod]
    [Clause("I-3")]
    [DynamicData(nameof(Makers))]
    public void Read_ByAnEarlierVersion_TakesWhatIsThereAndLeavesTheRest(string maker)
    {
        VersionOne read = Convert<VersionTwo, VersionOne>(maker, new VersionTwo { Id = 7, Caption = "caption", Next = new VersionTwo { Id = 8 } });
        Assert.AreEqual((7, "", 0, 8), (read.Id, read.Title, read.GoneToo.Count, read.Next!.Id));
    }

    [TestMethod]
    [Clause("I-3")]
    [DynamicData(nameof(Makers))]
    public void Read_OfIntegersThatBecameReals_TakesThoseThatFit(string maker)
    {
        VersionOfReals read = Convert<VersionOne, VersionOfReals>(maker, new VersionOne { Id = -7, Gone = int.MaxValue });
        Assert.AreEqual((-7.0, (decimal)int.MaxValue), (read.Id, read.Gone));
        Assert.AreEqual(1L << 53, Convert<VersionTwo, VersionOfReals>(maker, new VersionTwo { Id = 1L << 53 }).Id);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => Convert<VersionTwo, VersionOfReals>(maker, new VersionTwo { Id = (1L << 53) + 1 }));
        Assert.AreEqual((ViolationCode.NumberOutOfRange, "$.Id"), (refused.Code, refused.Path));
    }

    [TestMethod]
    [Clause("I-3")]
    public void Read_OfAnyIntegerWhereARealIsDeclared_TakesWhatItHoldsExactly()
    {
        BigInteger large = BigInteger.One << 1023;
        foreach (BigInteger exact in (BigInteger[])[0, -1, 1L << 53, (1L << 53) + 2, 1L << 54, -(1L << 60), long.MinValue, ulong.MaxValue + BigInteger.One, large, (BigInteger)double.MinValue])
        {
            AssertReal(exact, (double)exact);
        }

        foreach (BigInteger inexact in (BigInteger[])[(1L << 53) + 1, -(1L << 54) - 1, long.MaxValue, ulong.MaxValue, large + 1, large * 2, -large * 4])
        {
            AssertReal(inexact, null);
        }
    }

    private static void AssertReal(BigInteger number, double? expected)
    {
        byte[] magnitude = [0, .. BigInteger.Abs(number).ToByteArray(isUnsigned: true, isBigEndian: true)];
        byte[] bytes = [(byte)(magnitude.Length & 0x7F), (byte)(magnitude.Length >> 7), number.Sign < 0 ? (byte)0x86 : (byte)0x85, .. magnitude];
        foreach (byte[][] pieces in Cuts.All(bytes, 10))
        {
            Received read = Receiver.ReadAll(new BananaSerializerOptions().ToUnslicerStackOptions(), BuiltInTypes.Double.Unslicer, pieces).Single();
            Assert.AreEqual(expected, (double?)read.Value, number.ToString());
            Assert.AreEqual(expected is null ? ViolationCode.NumberOutOfRange : null, read.Violation?.Code);
        }
    }

    [TestMethod]
    [Clause("I-3")]
    [DynamicData(nameof(Makers))]
    public void Read_ByALaterConstructor_GivesItsParametersTheirDefaults(string maker)
    {
        VersionBuilt read = Convert<VersionOne, VersionBuilt>(maker, new VersionOne { Id = 7 });
        Assert.AreEqual((7, true, true, default(DateTime), (int?)5, 5), (read.Id, read.Names.IsDefault, read.Numbers.IsDefault, read.When, read.Maybe, read.Five));
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfANumberTooWideForTheEarlierVersion_IsRefused(string maker)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => Convert<VersionTwo, VersionOne>(maker, new VersionTwo { Id = long.MaxValue }));
        Assert.AreEqual((ViolationCode.NumberOutOfRange, "$.Id"), (refused.Code, refused.Path));
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfAShapeWithoutARequiredMember_IsRefused(string maker)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => Convert<VersionOne, VersionThree>(maker, new VersionOne()));
        Assert.AreEqual((ViolationCode.MissingAttribute, "$"), (refused.Code, refused.Path));
        Assert.Contains("Needed", refused.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfAShapeWithOneMemberUnderTwoNames_IsRefused(string maker)
    {
        // shape 0, "test.versioned", Title, Heading; an instance of it
        byte[] bytes = [.. Shape("test.versioned", "Title", "unicode", "Heading", "unicode"), .. Hex.Parse("88 2387 0081 018261 018262 89")];
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<VersionTwo>(bytes, InstanceSamples.OptionsOf<VersionTwo>(maker)));
        Assert.AreEqual((ViolationCode.DuplicateKey, "$"), (refused.Code, refused.Path));
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_WhereUnknownAttributesAreRefused_RefusesThem(string maker)
    {
        byte[] bytes = BananaSerializer.Serialize(new VersionOne(), InstanceSamples.OptionsOf<VersionOne>(maker));
        BananaSerializerOptions strict = new() { Policy = BananaPolicy.Untrusted with { AllowsUnknownAttributes = false } };
        strict.Types.AddReflected<VersionTwo>();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<VersionTwo>(bytes, strict));
        Assert.AreEqual(ViolationCode.UnknownAttribute, refused.Code);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_ByAVersionThatKeepsWhatItDoesNotHave_WritesItBack(string maker)
    {
        VersionFull full = new()
        {
            First = [1, 2],
            Id = 7,
            Text = "text",
            Real = -0.0,
            Large = long.MinValue,
            Bytes = [1, 2],
            Point = new Point(3, 4),
            Anything = new List<object?> { true, null, 1.5m, "x" },
            Points = new() { ["a"] = new Point(5, 6) },
        };
        full.Self = full;
        foreach (byte[][] pieces in Cuts.All(BananaSerializer.Serialize(full, InstanceSamples.OptionsOf<VersionFull>(maker)), 100))
        {
            BananaSerializerOptions options = InstanceSamples.OptionsOf<VersionKeeping>(maker);
            VersionKeeping kept = (VersionKeeping)Receiver.ReadAll(
                options.ToUnslicerStackOptions(), options.Types.Get<VersionKeeping>().Unslicer, pieces).Single().Value!;
            Assert.AreEqual((7, 9), (kept.Id, kept.Unknown!.Count));
            Assert.AreEqual("First, Text, Real, Large, Bytes, Point, Self, Anything, Points", string.Join(", ", kept.Unknown.Names));
            VersionFull back = BananaSerializer.Deserialize<VersionFull>(
                BananaSerializer.Serialize(kept, options), InstanceSamples.OptionsOf<VersionFull>(maker))!;
            Assert.IsNull(ExactComparer.FindDifference(full, back));
        }
    }

    [TestMethod]
    public void SendOn_OfWhatTheClassDoesNotHave_KeepsWordsAsWords()
    {
        byte[] bytes = Hex.Parse("880a87 0e82746573742e76657273696f6e6564 02824964 0781 04824d6f7265 880a8701827807870181 0787 89 89");
        VersionKeeping kept = BananaSerializer.Deserialize<VersionKeeping>(bytes)!;
        byte[] sent = BananaSerializer.Serialize(kept);
        Assert.Contains("078701810787", Hex.Format(sent), "a name, and a value, that are words");
        Assert.AreEqual(Hex.Format(sent), Hex.Format(BananaSerializer.Serialize(BananaSerializer.Deserialize<VersionKeeping>(sent)!)));
    }

    [TestMethod]
    [Clause("I-1")]
    [DynamicData(nameof(Makers))]
    public void Read_OfTooFewOrTooManyValues_IsRefused(string maker)
    {
        BananaSerializerOptions options = InstanceSamples.OptionsOf<VersionThree>(maker);
        byte[] shape = Shape("test.versioned", "Id", "int32", "Needed", "unicode");
        Assert.AreEqual(ViolationCode.SequenceTooShort, Refuse([.. shape, .. Hex.Parse("88 2387 0081 0181 89")], options));
        Assert.AreEqual(ViolationCode.SequenceTooLong, Refuse([.. shape, .. Hex.Parse("88 2387 0081 0181 0087 0181 89")], options));
    }

    [TestMethod]
    [Clause("I-4")]
    [DynamicData(nameof(Makers))]
    public void Write_OfAgreedShapes_SendsNoNamesAndIsReadByWhoKnowsThem(string maker)
    {
        Point point = new(1, 2);
        BananaSerializerOptions agreed = InstanceSamples.NewOptions(maker, agreesOnShapes: true);
        byte[] bytes = BananaSerializer.Serialize(point, agreed);
        Shape shape = agreed.Types.Get<Point>().Slicer.Shape!;
        Assert.AreEqual("f4ac0f4d3a1bd9d3".Length, shape.Fingerprint.Length);
        Assert.StartsWith("882387", Hex.Format(bytes));
        Assert.HasCount(8 + 2 + 2 + 1, bytes);
        Assert.AreEqual(point, BananaSerializer.Deserialize<Point>(bytes, InstanceSamples.NewOptions(maker)));

        List<object?> many = [point, new Box<int> { Value = 5 }, point];
        bytes = BananaSerializer.Serialize<object>(many, agreed);
        Assert.IsNull(ExactComparer.FindDifference(many, BananaSerializer.Deserialize<object>(bytes, InstanceSamples.NewOptions(maker))));
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Read_OfAnAgreedShapeThatIsAnother_IsRefused(string maker)
    {
        BananaSerializerOptions writing = new() { AgreesOnShapes = true };
        writing.Types.AddReflected<VersionOne>();
        byte[] bytes = BananaSerializer.Serialize(new VersionOne(), writing);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<VersionTwo>(bytes, InstanceSamples.OptionsOf<VersionTwo>(maker)));
        Assert.AreEqual(ViolationCode.UnknownShape, refused.Code);
    }

    [TestMethod]
    [DynamicData(nameof(Makers))]
    public void Callbacks_OfAGraph_ComeWhenItIsComplete(string maker)
    {
        Told first = new() { Number = 1, Next = new Told { Number = 2 } };
        first.Next.Next = first;
        Told read = Convert<Told, Told>(maker, first);
        Assert.AreEqual("before slicing, after slicing", string.Join(", ", first.Calls));
        Assert.AreEqual("before unslicing 0, after unslicing 1 2", string.Join(", ", read.Calls));
        Assert.AreEqual("before unslicing 0, after unslicing 2 1", string.Join(", ", read.Next!.Calls));
    }

    private static TTo Convert<TFrom, TTo>(string maker, TFrom value) => BananaSerializer.Deserialize<TTo>(
        BananaSerializer.Serialize(value, InstanceSamples.OptionsOf<TFrom>(maker)), InstanceSamples.OptionsOf<TTo>(maker))!;

    private static ViolationCode Refuse(byte[] bytes, BananaSerializerOptions options) => Assert.ThrowsExactly<ViolationException>(
        () => BananaSerializer.Deserialize<VersionThree>(bytes, options)).Code;

    private static byte[] Shape(params string[] names) =>
        [.. Hex.Parse("88 2287 0081"), .. names.SelectMany(name => new[] { (byte)name.Length, (byte)0x82 }.Concat(System.Text.Encoding.UTF8.GetBytes(name))), 0x89];
}
