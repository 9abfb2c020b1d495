using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Instances;

/// <summary>
/// Definitions in front of a value that is passed over, kept or refused take effect, and are not that value (PROTOCOL.md [V-5], [I-2], [I-3]).
/// </summary>
[TestClass]
public sealed class PassedOverDefinitionTests
{
    private const string Word = "880987 7f81 02826869 89";
    private const string Broken = "880987 7f81 89";

    /// <summary>Whether the instance that has an unknown attribute is sent by shape, or names its attributes.</summary>
    private static IEnumerable<object[]> Forms => [[true], [false]];

    [TestMethod]
    [Clause("I-3")]
    public void Read_OfANewMemberWhoseTypeIsDefinedThere_LeavesTheOthersAsTheyWere()
    {
        VersionExtended sent = new() { Id = 7, Extra = new Point(1, 2), Title = "title" };
        byte[] bytes = BananaSerializer.Serialize(sent, OptionsOf<VersionExtended>());
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            VersionOne old = (VersionOne)ReadAll<VersionOne>(pieces).Single().Value!;
            Assert.AreEqual((7, "title"), (old.Id, old.Title));
        }

        VersionKeeping kept = BananaSerializer.Deserialize<VersionKeeping>(bytes, OptionsOf<VersionKeeping>())!;
        VersionExtended back = BananaSerializer.Deserialize<VersionExtended>(BananaSerializer.Serialize(kept, OptionsOf<VersionKeeping>()), OptionsOf<VersionExtended>())!;
        Assert.IsNull(ExactComparer.FindDifference(sent, back));
    }

    [TestMethod]
    [Clause("I-3")]
    [DataRow(typeof(VersionOne))]
    [DataRow(typeof(VersionBuilt))]
    [DataRow(typeof(VersionKeeping))]
    public void Read_OfADefinitionAnywhereInWhatTheClassDoesNotHave_IsExactOrRefused(Type version)
    {
        VersionFull full = new()
        {
            First = [1, 2],
            Id = 7,
            Text = "text",
            Bytes = [1, 2],
            Point = new Point(3, 4),
            Self = new VersionFull { Id = 8 },
            Anything = new List<object?> { true, null, 1.5m, "x" },
            Points = new() { ["a"] = new Point(5, 6) },
        };
        byte[] document = BananaSerializer.Serialize(full, OptionsOf<VersionFull>());
        Func<IEnumerable<byte[]>, List<Received>> read = version == typeof(VersionOne) ? ReadAll<VersionOne>
            : version == typeof(VersionBuilt) ? ReadAll<VersionBuilt>
            : ReadAll<VersionKeeping>;
        foreach ((byte[] bytes, bool isBeforeOpen) in Definitions.PutEverywhere(document, Definitions.OfAWord))
        {
            List<Received> events = read([[.. bytes, .. Definitions.Word]]);
            bool isRefused = !isBeforeOpen && events[0].Kind != "object";
            Assert.AreEqual(isRefused ? null : 7, IdOf(events[0].Value), Hex.Format(bytes));
            Assert.IsTrue(isRefused || events[1].Value is byte[] { Length: 2 }, "the definition has taken effect");
        }
    }

    [TestMethod]
    [Clause("V-5")]
    [DynamicData(nameof(Forms))]
    public void Read_OfDefinitionsBeforeAnUnknownAttribute_TakesThemAndPassesOverTheValue(bool isShaped)
    {
        foreach (string definitions in (string[])[Word, $"{Word} {Word}", $"078e {Word} 078e", "880887 7f81 02826869 89", "88 078e 0987 7f81 02826869 89"])
        {
            foreach (string value in (string[])["0181", "0087", "7f87", "0382616263", "88058789", $"880587 {Word} 0181 {Word} 7f87 89", "880382626164 0181 89"])
            {
                foreach (byte[][] pieces in Cuts.All([.. Instance(isShaped, $"{definitions} {value}"), .. Definitions.Word], 100))
                {
                    List<Received> events = ReadAll<VersionOne>(pieces);
                    Assert.AreEqual("object object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
                    Assert.AreEqual(7, IdOf(events[0].Value));
                    Assert.AreEqual("6869", Hex.Format((byte[])events[1].Value!));
                }
            }
        }
    }

    [TestMethod]
    [Clause("V-5")]
    [DynamicData(nameof(Forms))]
    public void Read_OfADefinitionAndNoValue_RefusesTheInstanceAlone(bool isShaped)
    {
        AssertRefusedAlone($"880587 {Hex.Format(Instance(isShaped, Word, isCut: true))} 89", ViolationCode.SequenceTooShort, "$[0]");
        AssertRefusedAlone($"880587 {Hex.Format(Instance(isShaped, $"{Word} 8a", isCut: true))} 89", ViolationCode.Aborted, "$[0]");
    }

    [TestMethod]
    [Clause("V-5")]
    [DynamicData(nameof(Forms))]
    public void Read_OfAMalformedDefinitionInWhatIsPassedOver_RefusesTheInstanceAlone(bool isShaped)
    {
        foreach (string value in (string[])[$"{Broken} 0181", $"{Word} {Broken} 0181", $"880587 0181 {Broken} 0281 89", $"880587 880587 {Broken} 89 89"])
        {
            AssertRefusedAlone($"880587 {Hex.Format(Instance(isShaped, value))} 89", ViolationCode.InvalidVocabulary, "$[0]");
        }
    }

    [TestMethod]
    [Clause("V-5")]
    public async Task DeserializeAsyncEnumerable_OfADefinitionBeforeARefusedElement_LosesThatElementAlone()
    {
        byte[] bytes = Hex.Parse($"8819 87 0181 {Word} 0281 0381 89"); // a definition is a sequence, too, and so it is too deep
        BananaPolicy flat = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxDepth = 1 } };
        List<Violation> refused = [];
        BananaSerializerOptions options = new() { Policy = flat, OnRefusedElement = refused.Add };
        List<int> seen = [];
        await foreach (int element in BananaSerializer.DeserializeAsyncEnumerable<int>(new MemoryStream(bytes), options))
        {
            seen.Add(element);
        }

        CollectionAssert.AreEqual(new[] { 1, 3 }, seen);
        Assert.AreEqual("TooDeep $[1]", string.Join(", ", refused.Select(item => $"{item.Code} {item.Path}")));
    }

    private static void AssertRefusedAlone(string hex, ViolationCode code, string path)
    {
        foreach (byte[][] pieces in Cuts.All([.. Hex.Parse(hex), .. Hex.Parse("0581")]))
        {
            List<Received> events = ReadAll<VersionOne>(pieces);
            Assert.AreEqual("violation object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
            Assert.AreEqual((code, path), (events[0].Violation!.Code, events[0].Violation!.Path), events[0].Violation!.ToString());
            Assert.AreEqual(5, events[1].Value);
        }
    }

    private static List<Received> ReadAll<T>(params IEnumerable<byte[]> pieces) =>
        Receiver.ReadAll(OptionsOf<T>().ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, pieces);

    private static BananaSerializerOptions OptionsOf<T>() => InstanceSamples.OptionsOf<T>("generated");

    private static int? IdOf(object? version) => version switch
    {
        VersionOne one => one.Id,
        VersionBuilt built => built.Id,
        VersionKeeping keeping => keeping.Id,
        _ => null,
    };

    /// <summary>An instance with an attribute that the class does not have, and the Id 7 behind it.</summary>
    private static byte[] Instance(bool isShaped, string value, bool isCut = false)
    {
        byte[] definition = Definitions.OfAShape(0, "test.versioned", ("z", "object"), ("Id", "int32"));
        return isShaped
            ? [.. definition, .. Hex.Parse($"882387 0081 {value} {(isCut ? "" : "0781")} 89")]
            : Hex.Parse($"880a87 0e82746573742e76657273696f6e6564 0182 7a {value} {(isCut ? "" : "02824964 0781")} 89");
    }
}
