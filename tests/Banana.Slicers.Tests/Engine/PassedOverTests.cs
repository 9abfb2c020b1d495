using System.Text;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What a class does not have is passed over, whatever stands there, and leaves no trace in what is read after it.</summary>
[TestClass]
public sealed class PassedOverTests
{
    private const string Number = "06 82 4e756d626572";
    private const string Unknown = "03 82 7a7a7a";

    private static readonly BananaSerializerOptions s_options = NewOptions();

    /// <summary>What shows a frame that is not as new: one that counts, one that collects, one with a name to come.</summary>
    private static readonly string s_next = Hex.Format(BananaSerializer.Serialize<object>(NextObject(), s_options));

    /// <summary>Instances by shape and by name, of classes that are filled, built, or keep what they do not have.</summary>
    private static IEnumerable<object[]> Places =>
        from type in (string[])["item2", "keyed", "kept"]
        from isShaped in (bool[])[true, false]
        select new object[] { type, isShaped };

    [TestMethod]
    [Clause("S-4")]
    [DynamicData(nameof(Places))]
    public void Deserialize_AfterAnAbortInAnUnknownAttribute_TheNextDocumentIsExact(string type, bool isShaped)
    {
        AssertNextDocumentIsExact(Instance(type, isShaped, "8a"));
        AssertNextDocumentIsExact($"880587 {Instance(type, isShaped, "8a")} 89");
    }

    [TestMethod]
    [DataRow("880587 882287 0081 05826974656d32 01827a 0787 89 882387 0081 8a 89 89")]
    [DataRow("880a87 05826b65796564 03827a7a7a 89")]
    public void Deserialize_OfWhatOnceBrokeTheNextDocument_LeavesItExact(string document) => AssertNextDocumentIsExact(document);

    [TestMethod]
    [Clause("S-4")]
    [DynamicData(nameof(Places))]
    public void Read_AfterAnAbortInAnUnknownAttribute_TheNextObjectIsExact(string type, bool isShaped)
    {
        AssertRefusedAlone(Instance(type, isShaped, "8a"), ViolationCode.Aborted, "$");
        AssertRefusedAlone($"880587 {Instance(type, isShaped, "8a")} 89", ViolationCode.Aborted, "$[0]");
    }

    [TestMethod]
    [Clause("S-4")]
    [DynamicData(nameof(Places))]
    public void Read_OfACloseInThePlaceOfAnUnknownAttribute_RefusesThatInstanceAlone(string type, bool isShaped)
    {
        AssertRefusedAlone(Instance(type, isShaped, "", isCut: true), ViolationCode.SequenceTooShort, "$");
        AssertRefusedAlone($"880587 {Instance(type, isShaped, "", isCut: true)} 89", ViolationCode.SequenceTooShort, "$[0]");
    }

    [TestMethod]
    [Clause("W-14")]
    [DynamicData(nameof(Places))]
    public void Read_OfPingsBeforeAnUnknownAttribute_TakesTheInstance(string type, bool isShaped)
    {
        foreach (string value in (string[])["0181", "0087", "880587 0181 89", "0382616263"])
        {
            foreach (byte[][] pieces in Cuts.All(Hex.Parse(Instance(type, isShaped, $"078e 088e {value}") + s_next)))
            {
                List<Received> events = Receiver.ReadAll(s_options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, pieces);
                Assert.AreEqual("object object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
                Assert.AreEqual(5, ((INumbered)events[0].Value!).Number);
                AssertNextIsExact(events[1].Value);
            }
        }
    }

    /// <summary>The violation, then an object that is exact, however the bytes are cut.</summary>
    private static void AssertRefusedAlone(string hex, ViolationCode code, string path)
    {
        foreach (byte[][] pieces in Cuts.All(Hex.Parse(hex + s_next)))
        {
            List<Received> events = Receiver.ReadAll(s_options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, pieces);
            Assert.AreEqual("violation object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
            Assert.AreEqual((code, path), (events[0].Violation!.Code, events[0].Violation!.Path), events[0].Violation!.ToString());
            AssertNextIsExact(events[1].Value);
        }
    }

    /// <summary>On one thread, so that a stack that is used again would show what the first document left in it.</summary>
    private static void AssertNextDocumentIsExact(string refused)
    {
        foreach (object next in NextObject().Append(NextObject()))
        {
            List<object?> list = [next];
            string bytes = Hex.Format(BananaSerializer.Serialize<object>(list, s_options));
            Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(Hex.Parse(refused), s_options));
            object? back = BananaSerializer.Deserialize<object>(Hex.Parse(bytes), s_options);
            Assert.AreEqual(bytes, Hex.Format(BananaSerializer.Serialize(back, s_options)));
        }
    }

    private static void AssertNextIsExact(object? value) =>
        Assert.AreEqual(s_next, Hex.Format(BananaSerializer.Serialize(value, s_options)));

    private static List<object> NextObject() =>
        [new object?[] { "reader" }, Array.Empty<byte>(), new List<object?> { "x" }, new Filled { Number = 7 }, new Built(8)];

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new();
        options.Types.Add<Filled>().Add<Built>().Add<Keeping>();
        return options;
    }

    private static string Instance(string type, bool isShaped, string value, bool isCut = false)
    {
        string name = $"{type.Length:x2} 82 {Convert.ToHexStringLower(Encoding.ASCII.GetBytes(type))}";
        string rest = isCut ? "" : "0581";
        return isShaped
            ? $"882287 0081 {name} {Unknown} 4287 {Number} 4487 89 882387 0081 {value} {rest} 89"
            : $"880a87 {name} {Unknown} {value} {(isCut ? "" : Number)} {rest} 89";
    }
}
