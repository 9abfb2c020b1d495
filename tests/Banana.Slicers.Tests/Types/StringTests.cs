using Banana.Slicing;
using CommunityToolkit.HighPerformance.Buffers;

namespace Banana.Slicers.Tests.Types;

/// <summary>What can be asked of text: abbreviation, identity, invalid text, a pool.</summary>
[TestClass]
public sealed class StringTests
{
    [TestMethod]
    [Clause("V-7")]
    public void Write_OfTextThatComesAgain_IsShorterAndComesBackAsOneInstance()
    {
        BananaSerializerOptions options = new() { AbbreviatesText = true };
        List<string> texts = [.. Enumerable.Range(0, 30).Select(i => new string((i % 3) switch { 0 => "a repeated text", 1 => "ab", _ => $"unique {i}" }))];
        byte[] bytes = BananaSerializer.Serialize(texts, options);
        Assert.IsLessThan(BananaSerializer.Serialize(texts).Length - (7 * 15), bytes.Length);
        List<string> back = BananaSerializer.Deserialize<List<string>>(bytes)!; // a reader needs no setting
        CollectionAssert.AreEqual(texts, back);
        Assert.AreSame(back[3], back[27]);
        foreach (byte[][] pieces in Cuts.All(bytes, 200))
        {
            Received read = Receiver.ReadAll(options.ToUnslicerStackOptions(), BuiltInTypes.List(BuiltInTypes.String).Unslicer, pieces).Single();
            CollectionAssert.AreEqual(texts, (List<string>?)read.Value, read.Violation?.ToString());
        }
    }

    [TestMethod]
    public void Write_OfTextThatComesAgain_WorksInEveryPlaceAndMode()
    {
        foreach (SliceableType<string>? type in (SliceableType<string>?[])[null, BuiltInTypes.SharedString, BuiltInTypes.AnyString])
        {
            BananaSerializerOptions options = new() { AbbreviatesText = true };
            if (type is not null)
            {
                options.Types.Add(type);
            }

            options.Types.Add<Field.Hub>();
            const string text = "repeated";
            List<object?> graph =
            [
                text, new List<string> { text, text }, new Field.Hub { Text = text, OtherText = text, Anything = text },
                new Dictionary<string, object> { [text] = text }, "abc\u00e4", "abc\u00e4", new Uri("urn:" + text),
            ];
            List<object?>? back = BananaSerializer.Deserialize<List<object?>>(BananaSerializer.Serialize(graph, options), options);
            Assert.IsNull(ExactComparer.FindDifference(graph, back));
        }
    }

    [TestMethod]
    public void Write_OfSharedText_KeepsWhichInstancesAreOne()
    {
        string one = new("text");
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.SharedString);
        List<object?> graph = [one, one, new string("text"), new List<string> { one }];
        List<object?> back = BananaSerializer.Deserialize<List<object?>>(BananaSerializer.Serialize(graph, options), options)!;
        Assert.AreSame(back[0], back[1]);
        Assert.AreNotSame(back[0], back[2]);
        Assert.AreSame(back[0], ((List<string>)back[3]!)[0]);
    }

    [TestMethod]
    [Clause("T-28")]
    public void Invalid_Text_IsRefusedUnlessAskedFor()
    {
        BananaSerializerOptions keeping = new();
        keeping.Types.Add(BuiltInTypes.AnyString);
        byte[] bytes = BananaSerializer.Serialize("\ud800", keeping);
        Assert.AreEqual("\ud800", BananaSerializer.Deserialize<string>(bytes, keeping));
        Assert.AreEqual(ViolationCode.InvalidText, Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize("\ud800")).Code);
        Assert.AreEqual(ViolationCode.RefusedOpenType, Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<string>(bytes)).Code);
    }

    [TestMethod]
    public void Read_WithAPool_GivesTheInstanceThatIsThere()
    {
        StringPool pool = new();
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.StringWith(pool: pool));
        byte[] bytes = BananaSerializer.Serialize(new List<string> { "pooled", "pooled" }, options);
        List<string> first = BananaSerializer.Deserialize<List<string>>(bytes, options)!;
        List<string> second = BananaSerializer.Deserialize<List<string>>(bytes, options)!;
        Assert.AreSame(first[0], first[1]);
        Assert.AreSame(first[0], second[0]);
    }
}
