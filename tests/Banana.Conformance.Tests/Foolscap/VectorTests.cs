using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banana.Cli.Json;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>The golden vectors of the living implementation, whole, byte by byte and at every two-way cut.</summary>
[TestClass]
public sealed class VectorTests
{
    /// <summary>Foolscap delivers None in the list here (its dict waiter bug); the right answer is the tuple.</summary>
    private const string RestoredByUs = """
        {"id":"n0","t":"tuple","items":[
            {"t":"dict","items":[[{"t":"int","v":"1"},{"t":"ref","id":"n0"}]]},
            {"t":"list","items":[{"t":"ref","id":"n0"}]}]}
        """;

    private static readonly JsonSerializerOptions s_deep = new() { MaxDepth = 2000 };
    private static readonly Dictionary<string, string> s_normalized = [];

    public static IEnumerable<object[]> Encodings => Section("encode");

    public static IEnumerable<object[]> Decodings => VectorFile.Section("decode")
        .Where(vector => !Differences.Contains(vector))
        .Select(vector => new object[] { vector });

    public static IEnumerable<object[]> Incomplete => Section("pending");

    public static IEnumerable<object[]> Rejections => Section("reject");

    public static IEnumerable<object[]> Damaged => Section("damaged");

    [TestMethod]
    [Clause("V-6")]
    [Clause("F-1")]
    [Clause("F-8")]
    [DynamicData(nameof(Encodings))]
    public void Encode_Value_WritesFoolscapsBytes(Vector vector)
    {
        object? graph = CanonicalReader.Read(vector.Entry.GetProperty("value").GetRawText(), FoolscapDialect.Instance);
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        SlicerStack stack = new(FoolscapStream.Sending(vector.VocabularyIndex));

        stack.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
        writer.Commit();

        Assert.AreEqual(Hex.Format(vector.Bytes), Hex.Format(output.WrittenSpan));
    }

    [TestMethod]
    [DynamicData(nameof(Encodings))]
    public void Encode_PausedAtEveryToken_WritesTheSameBytes(Vector vector)
    {
        object? graph = CanonicalReader.Read(vector.Entry.GetProperty("value").GetRawText(), FoolscapDialect.Instance);
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(FoolscapStream.Sending(vector.VocabularyIndex));
        SliceStep step;
        do
        {
            TokenWriter writer = new(output, budget: 1);
            step = stack.IsBusy
                ? stack.Continue(ref writer)
                : stack.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
            writer.Commit();
        }
        while (step != SliceStep.Done);

        Assert.AreEqual(Hex.Format(vector.Bytes), Hex.Format(output.WrittenSpan));
    }

    [TestMethod]
    [DynamicData(nameof(Encodings))]
    public void Encode_Decoded_GivesTheValueBack(Vector vector)
    {
        JsonElement decoded = vector.Entry.GetProperty("decodes_to");
        string expected = decoded.ValueKind == JsonValueKind.Array && !Differences.Contains(vector)
            ? ObjectsOf(decoded).Single() // an object that foolscap sends again comes back as another
            : Normalize(vector.Entry.GetProperty("value").GetRawText());
        ForEveryCut(vector, receiver => Assert.AreEqual(expected, Normalize(Describe(receiver.Events.Single()))));
    }

    [TestMethod]
    [DynamicData(nameof(Decodings))]
    public void Decode_Bytes_GivesFoolscapsObjects(Vector vector)
    {
        List<string> expected = ObjectsOf(vector.Entry.GetProperty("events"));
        string replies = vector.Entry.GetProperty("reply_hex").GetString()!;
        ForEveryCut(vector, receiver =>
        {
            CollectionAssert.AreEqual(expected, receiver.Events.Select(item => Normalize(Describe(item))).ToList());
            Assert.AreEqual(replies, Hex.Format(receiver.Replies));
        });
    }

    [TestMethod]
    [DataRow("ref_dict_then_list_placeholder", RestoredByUs)]
    [DataRow("frozenset_duplicates", null)]
    [DataRow("copyable_odd", null)]
    public void Decode_WhereFoolscapIsNotFollowed_DoesWhatTheListSays(string name, string? expected)
    {
        Vector vector = VectorFile.Section("decode").Single(item => item.Name == name);
        Assert.IsTrue(Differences.Contains(vector));
        ForEveryCut(vector, receiver =>
        {
            Received received = receiver.Events.Single();
            Assert.AreEqual(expected is null ? null : Normalize(expected), received.Violation is null ? Normalize(Describe(received)) : null);
            Assert.IsFalse(receiver.IsBusy);
        });
    }

    [TestMethod]
    [DynamicData(nameof(Incomplete))]
    public void Pending_IncompleteInput_DeliversNothingAndWaits(Vector vector) => ForEveryCut(vector, receiver =>
    {
        Assert.IsEmpty(receiver.Events);
        Assert.IsTrue(receiver.IsBusy);
    });

    [TestMethod]
    [Clause("F-4")]
    [DynamicData(nameof(Rejections))]
    public void Reject_BadInput_IsOneViolationInStepOrFatal(Vector vector) => ForEveryCut(vector, receiver =>
    {
        List<string> kinds = [.. receiver.Events.Select(item => item.Kind)];
        if (vector.Entry.GetProperty("category").GetString() != "Violation" && !Differences.IsMilder(vector))
        {
            Assert.AreEqual("fatal", kinds[^1]);
            return;
        }

        Assert.HasCount(1, kinds.FindAll(kind => kind == "violation"), string.Join(" ", kinds));
        if (vector.ViolationPaths.SingleOrDefault() is { } path)
        {
            Assert.AreEqual(path, Vector.Comparable(receiver.Events.Single(item => item.Violation is not null).Violation!.Path));
        }

        Assert.DoesNotContain("fatal", kinds);
        Assert.IsFalse(receiver.IsBusy);
        int before = receiver.Events.Count;
        receiver.Feed(VectorFile.Probe);
        Assert.AreEqual(
            """{"items":[{"t":"int","v":"7"}],"t":"list"}""", Normalize(Describe(receiver.Events[before])));
        Assert.AreEqual(ReplyTo(vector), Hex.Format(receiver.Replies));
    });

    /// <summary>Foolscap delivers these with a placeholder in them, or with something missing.</summary>
    [TestMethod]
    [Clause("R-6")]
    [DynamicData(nameof(Damaged))]
    public void Damaged_ByFoolscapsOwnBugs_IsOneViolationAndTheStreamGoesOn(Vector vector) => ForEveryCut(vector, receiver =>
    {
        Assert.AreEqual("violation", receiver.Events.Single().Kind);
        Assert.IsFalse(receiver.IsBusy);
        receiver.Feed(VectorFile.Probe);
        Assert.AreEqual("""{"items":[{"t":"int","v":"7"}],"t":"list"}""", Normalize(Describe(receiver.Events[1])));
    });

    private static List<string> ObjectsOf(JsonElement events) =>
        [.. events.EnumerateArray().Select(item => Normalize(item.GetProperty("value").GetRawText()))];

    private static string ReplyTo(Vector vector) => vector.Entry.GetProperty("category").GetString() == "Violation"
        ? vector.Entry.GetProperty("reply_hex").GetString()!
        : ""; // what foolscap answers there is its ERROR token

    private static IEnumerable<object[]> Section(string name) => VectorFile.Section(name).Select(vector => new object[] { vector });

    private static void ForEveryCut(Vector vector, Action<Receiver<object>> check)
    {
        foreach (byte[][] pieces in Cuts.All(vector.Bytes, mostTwoWay: vector.Bytes.Length > 10_000 ? 8 : 2000))
        {
            foreach (bool segmented in new[] { false, true })
            {
                Receiver<object> receiver = new(
                    FoolscapStream.Receiving(vector.VocabularyIndex), BuiltInTypes.Object.Unslicer);
                foreach (byte[] piece in pieces)
                {
                    receiver.Feed(piece, segmented);
                }

                check(receiver);
            }
        }
    }

    private static string Describe(Received received)
    {
        Assert.IsNull(received.Violation, received.Violation?.ToString());
        Assert.IsNull(received.Fatal, received.Fatal?.Message);
        return CanonicalWriter.Write(received.Value, FoolscapDialect.Instance);
    }

    /// <summary>JSON with sorted names, without the comment "v" of floats, and with dictionaries in a fixed order.</summary>
    private static string Normalize(string json)
    {
        if (!s_normalized.TryGetValue(json, out string? normalized)) // each cut gives the same
        {
            normalized = Sorted(JsonNode.Parse(json, documentOptions: new() { MaxDepth = 2000 })!)!.ToJsonString(s_deep);
            s_normalized.Add(json, normalized);
        }

        return normalized;
    }

    private static JsonNode? Sorted(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(Sorted)]);
            case JsonObject item:
                IEnumerable<KeyValuePair<string, JsonNode?>> properties = item
                    .Where(property => !(property.Key == "v" && item["t"]!.GetValue<string>() == "float"))
                    .OrderBy(property => property.Key, StringComparer.Ordinal)
                    .Select(property => KeyValuePair.Create(property.Key, SortedItems(item, property)));
                return new JsonObject(properties);
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>A dictionary without shared parts means the same in any order of its entries.</summary>
    private static JsonNode? SortedItems(JsonObject owner, KeyValuePair<string, JsonNode?> property)
    {
        JsonNode? sorted = Sorted(property.Value);
        return property.Key == "items" && owner["t"]!.GetValue<string>() == "dict" && !owner.ToJsonString().Contains("\"id\"")
            ? new JsonArray([.. sorted!.AsArray().OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal).Select(item => item!.DeepClone())])
            : sorted;
    }
}
