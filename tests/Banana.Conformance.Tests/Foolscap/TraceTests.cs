using System.Buffers;
using System.Text.Json;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>Where a violation can arise, and what is left of the object and the stream then: the recorded traces, at every cut.</summary>
[TestClass]
public sealed class TraceTests
{
    /// <summary>What happens here where foolscap is not followed.</summary>
    private static readonly Dictionary<string, string> s_different = new()
    {
        ["inner_start_self_absorbed"] = "violation [9]",
        ["inner_receiveClose_self_absorbed"] = "violation [9]",
        ["abort_inner_absorbs_itself"] = "violation [9]",
        ["multi_token_index_number"] = "violation",
    };

    public static IEnumerable<object[]> Traces => VectorFile.Section("unslicer_trace")
        .Where(vector => !s_different.ContainsKey(vector.Name))
        .Select(vector => new object[] { vector });

    public static IEnumerable<object[]> SameTraces => Traces;

    [TestMethod]
    [Clause("S-4")]
    [DynamicData(nameof(SameTraces))]
    public void Trace_OfAFailingUnslicer_LeavesWhatFoolscapLeaves(Vector vector)
    {
        string expected = string.Join(' ', vector.Entry.GetProperty("steps").EnumerateArray()
            .SelectMany(step => step.GetProperty("events").EnumerateArray())
            .Select(Describe));
        Expect(vector, expected);
    }

    [TestMethod]
    public void Trace_WhereFoolscapIsNotFollowed_LeavesOneViolationAndAStreamInStep()
    {
        foreach ((string name, string here) in s_different)
        {
            Vector vector = VectorFile.Section("unslicer_trace").Single(vector => vector.Name == name);
            Assert.IsTrue(Differences.Contains(vector) || Differences.IsMilder(vector));
            Expect(vector, here);
        }
    }

    private static void Expect(Vector vector, string expected)
    {
        foreach (byte[][] pieces in Cuts.All(vector.Bytes))
        {
            Receiver<object> receiver = new(
                FoolscapStream.Receiving(0) with { Unslicers = new TraceUnslicer("source"), Policy = BananaPolicy.Untrusted }, BuiltInTypes.Object.Unslicer);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            Assert.AreEqual(expected, string.Join(' ', receiver.Events.Select(item => item.Kind == "object" ? Describe(item.Value) : item.Kind)), $"{vector.Name}");
            Assert.IsFalse(receiver.IsBusy);
        }
    }

    [TestMethod]
    [Clause("S-7")]
    [DataRow("violation_mid_object")]
    [DataRow("violation_absorbed_by_parent")]
    [DataRow("unsendable_child")]
    [DataRow("unsendable_child_absorbed")]
    [DataRow("unsendable_top")]
    [DataRow("deferred_not_streamable")]
    [DataRow("parent_forbids_streaming")]
    public void SendFailure_OfASlicer_WritesFoolscapsBytesAndTheNextObjectIsFine(string name)
    {
        Vector vector = VectorFile.Section("send_failures").Single(item => item.Name == name);
        (string outcome, string sent, string next) = Send(name, canWait: name == "parent_forbids_streaming");
        Assert.AreEqual(vector.Entry.GetProperty("outcome").GetString(), outcome);
        Assert.AreEqual(Hex.Format(vector.Bytes), sent);
        Assert.AreEqual(vector.Entry.GetProperty("next_object").GetProperty("hex").GetString(), next);
    }

    /// <summary>Foolscap leaves half an object and drops the connection; here it is one violation, aborted on the wire.</summary>
    [TestMethod]
    [Clause("S-7")]
    [DataRow("crash_mid_object")]
    [DataRow("mixed_key_dict")]
    [DataRow("lone_surrogate")]
    public void SendFailure_ThatCostsFoolscapItsConnection_CostsOneObject(string name)
    {
        Vector vector = VectorFile.Section("send_failures").Single(item => item.Name == name);
        (string outcome, string sent, string next) = Send(name, canWait: false);
        Assert.IsTrue(Differences.IsMilder(vector));
        Assert.AreEqual("lost", vector.Entry.GetProperty("outcome").GetString());
        Assert.AreEqual("violation", outcome);
        Assert.AreEqual(Hex.Format(vector.Bytes) + "018a0189" + "008a0089", sent);
        Assert.AreEqual("028804826c69737407810289", next);
    }

    [TestMethod]
    public void SendFailures_AreAllTested() => Assert.HasCount(10, VectorFile.Section("send_failures").ToList());

    [TestMethod]
    public void Streams_OfSeveralObjects_AreWrittenAndReadAsFoolscapDoes()
    {
        foreach (Vector vector in VectorFile.Section("streams"))
        {
            Receiver<object> receiver = new(FoolscapStream.Receiving(vector.VocabularyIndex), BuiltInTypes.Object.Unslicer);
            SlicerStack stack = new(FoolscapStream.Sending(vector.VocabularyIndex));
            foreach (JsonElement step in vector.Entry.GetProperty("steps").EnumerateArray())
            {
                byte[] bytes = Hex.Parse(step.GetProperty("hex").GetString()!);
                Assert.AreEqual(Hex.Format(bytes), Hex.Format(Write(stack, step)), vector.Name);
                receiver.Feed(bytes);
            }

            List<string> expected = [.. vector.Entry.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("ev").GetString()!)];
            CollectionAssert.AreEqual(
                expected, receiver.Events.ConvertAll(item => item.Kind == "fatal" ? "peer-error" : item.Kind), vector.Name);
        }
    }

    private static (string Outcome, string Sent, string Next) Send(string name, bool canWait)
    {
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(FoolscapStream.Sending(0) with { CanWait = canWait });
        TokenWriter writer = new(output);
        string outcome = "sent";
        try
        {
            stack.Write(ref writer, canWait ? FailingSlicer.Impatient : FailingSlicer.Instance, FailingSlicer.PlanOf(name));
        }
        catch (ViolationException)
        {
            outcome = "violation";
        }

        writer.Commit();
        string sent = Hex.Format(output.WrittenSpan);
        output.ResetWrittenCount();
        TokenWriter next = new(output);
        stack.Write(ref next, BuiltInTypes.Object.Slicer, new List<object?> { 7 });
        next.Commit();
        return (outcome, sent, Hex.Format(output.WrittenSpan));
    }

    private static byte[] Write(SlicerStack stack, JsonElement step)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        switch (step.GetProperty("op").GetString())
        {
            case "send":
                object? graph = Banana.Cli.Json.CanonicalReader.Read(step.GetProperty("value").GetRawText(), FoolscapDialect.Instance);
                stack.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
                break;
            case "set-vocab":
                stack.WriteSetVocabulary(ref writer, [.. step.GetProperty("strings").EnumerateArray().Select(word => word.GetString()!)]);
                break;
            case "pong":
                writer.WritePong(step.GetProperty("number").GetUInt64());
                break;
            default:
                writer.WriteError(step.GetProperty("text").GetString());
                break;
        }

        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private static string Describe(JsonElement received) => received.GetProperty("ev").GetString() == "object"
        ? DescribeValue(received.GetProperty("value"))
        : "violation";

    private static string DescribeValue(JsonElement value) => value.GetProperty("t").GetString() switch
    {
        "list" => $"[{string.Join(',', value.GetProperty("items").EnumerateArray().Select(DescribeValue))}]",
        "bytes" => $"{Hex.Parse(value.GetProperty("hex").GetString()!)[0]}",
        _ => value.GetProperty("v").GetString()!,
    };

    private static string Describe(object? value) => value is List<object?> list
        ? $"[{string.Join(',', list.Select(Describe))}]"
        : $"{value}";
}
