using System.Buffers;
using System.Text.Json.Nodes;
using Banana.Cli;
using Banana.Cli.Json;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Protocol;

/// <summary>Every golden line of PROTOCOL.md, both ways where it says so, at every cut.</summary>
[TestClass]
public sealed class GoldenTests
{
    public static IEnumerable<object[]> Lines => GoldenLine.ReadAll().Select(line => new object[] { line });

    public static IEnumerable<object[]> LinesBothWays =>
        GoldenLine.ReadAll().Where(line => line.IsBothWays).Select(line => new object[] { line });

    [TestMethod]
    [DynamicData(nameof(Lines))]
    public void Read_GoldenBytes_GivesTheResult(GoldenLine line)
    {
        foreach (byte[][] pieces in Cuts.All(line.Bytes))
        {
            foreach (bool segmented in new[] { false, true })
            {
                Receiver<object> receiver = new(
                    CommonOptions.Receiving(line.Dialect, 0, isGeneric: false) with { AnswersPings = true }, BuiltInTypes.Object.Unslicer);
                foreach (byte[] piece in pieces)
                {
                    receiver.Feed(piece, segmented);
                }

                Assert.AreEqual(string.Join(" ; ", line.Results.Where(Happens).Select(Normalize)), Describe(receiver, line));
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(LinesBothWays))]
    public void Write_GoldenValue_GivesTheBytes(GoldenLine line)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        SlicerStack stack = new(CommonOptions.Sending(line.Dialect, 0));

        stack.Write(ref writer, BuiltInTypes.Object.Slicer, CanonicalReader.Read(line.Results.Single(), line.Dialect));
        writer.Commit();

        Assert.AreEqual(Hex.Format(line.Bytes), Hex.Format(output.WrittenSpan));
    }

    /// <summary>A definition delivers nothing, so there is nothing to compare.</summary>
    private static bool Happens(string result) => result != "nothing";

    private static string Describe(Receiver<object> receiver, GoldenLine line)
    {
        List<string> results = [];
        if (receiver.Replies.Length > 0)
        {
            results.Add($"pong {Hex.Format(receiver.Replies)}");
        }

        results.AddRange(receiver.Events.Select(item => item switch
        {
            { Fatal: { } fatal } => $"protocol error {fatal.Code}",
            { Violation: { } violation } => $"violation {violation.Code} {violation.Path}",
            _ => Normalize(CanonicalWriter.Write(item.Value, line.Dialect)),
        }));
        if (!receiver.IsLost && receiver.IsBusy)
        {
            results.Add("more");
        }

        return string.Join(" ; ", results);
    }

    private static string Normalize(string result) => result.StartsWith('{') ? Sort(JsonNode.Parse(result)!)!.ToJsonString() : result;

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Sort)]),
        JsonObject item => new JsonObject(item
            .Where(property => !(property.Key == "v" && item["t"]!.GetValue<string>() == "float"))
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => KeyValuePair.Create(property.Key, Sort(property.Value)))),
        _ => node?.DeepClone(),
    };
}
