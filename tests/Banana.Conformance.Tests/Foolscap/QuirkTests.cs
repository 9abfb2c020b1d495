using System.Buffers;
using System.Text.Json;
using Banana.Slicing;
using Banana.Transport;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>The odd results of the recorded sender, and what is queued while a stream waits.</summary>
[TestClass]
public sealed class QuirkTests
{
    /// <summary>What comes nearest to the Python type, where nothing is declared.</summary>
    private static readonly Dictionary<string, object> s_unsendable = new()
    {
        ["send_IntSub"] = DayOfWeek.Friday, // a kind of integer, but not an integer
        ["send_BytesSub"] = new ArraySegment<byte>([1]),
        ["send_FloatSub"] = 1.5f,
        ["send_bytearray"] = new Memory<byte>([1]),
        ["send_complex"] = new System.Numerics.Complex(0, 1),
        ["send_range"] = 0..3,
        ["send_type"] = typeof(object),
        ["send_builtin_function_or_method"] = (Func<string, int>)int.Parse,
        ["send_object"] = new object(),
    };

    public static IEnumerable<object[]> Unsendable => s_unsendable.Keys.Select(name => new object[] { name });

    [TestMethod]
    [Clause("F-2")]
    [DynamicData(nameof(Unsendable))]
    public void Value_ThatPythonCannotSend_CannotBeSentHereEither(string name)
    {
        JsonElement result = Entry(name).GetProperty("result");
        Assert.AreEqual(("violation", ""), (result.GetProperty("outcome").GetString(), result.GetProperty("hex").GetString()));
        ArrayBufferWriter<byte> output = new();
        Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize(output, s_unsendable[name], new BananaSerializerOptions(FoolscapDialect.Instance)));
        Assert.AreEqual(0, output.WrittenCount);
    }

    /// <summary>Python sends what is derived from a list or a dictionary as the base; here it would come back as another type.</summary>
    [TestMethod]
    public void Collection_OfADerivedType_IsRefused()
    {
        foreach ((string name, object value) in new (string, object)[] { ("send_ListSub", new Listing { 1 }), ("send_DictSub", new Mapping()) })
        {
            Assert.AreEqual("sent", Entry(name).GetProperty("result").GetProperty("outcome").GetString());
            Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(value, new BananaSerializerOptions(FoolscapDialect.Instance)));
        }
    }

    [TestMethod]
    [Clause("W-14")]
    public void Error_OfAnyLength_IsWrittenInAtMostAThousandBytes()
    {
        int expected = Entry("sendError_1000").GetProperty("result").GetProperty("hex_len").GetInt32();
        foreach (int length in new[] { 1000, 1001, 5000 })
        {
            ArrayBufferWriter<byte> output = new();
            TokenWriter writer = new(output);
            writer.WriteError(new string('x', length));
            writer.Commit();
            Assert.AreEqual(expected, output.WrittenCount);
        }
    }

    [TestMethod]
    [Clause("V-5")]
    public void AddVocabulary_WhichPythonCannotSend_IsWrittenAndRead()
    {
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(FoolscapStream.Sending(0));
        TokenWriter writer = new(output);
        stack.WriteAddVocabulary(ref writer, 9, "list");
        stack.Write(ref writer, BuiltInTypes.Object.Slicer, new List<object?> { 7 });
        writer.Commit();
        Receiver<object> receiver = new(FoolscapStream.Receiving(0), BuiltInTypes.Object.Unslicer);
        receiver.Feed(output.WrittenSpan.ToArray());
        Assert.AreEqual(7, ((List<object?>)receiver.Events.Single().Value!)[0]);
    }

    [TestMethod]
    [Clause("R-4")]
    public void PlainRoot_KeepsNoReferences()
    {
        List<object?> shared = [1];
        ArrayBufferWriter<byte> output = new();
        SlicerStackOptions plain = FoolscapStream.Sending(0) with { References = ReferenceScope.None };
        TokenWriter writer = new(output);
        new SlicerStack(plain).Write(ref writer, BuiltInTypes.Object.Slicer, new List<object?> { shared, shared });
        writer.Commit();
        Assert.AreEqual(Entry("plain_root_no_references").GetProperty("result").GetProperty("hex").GetString(), Hex.Format(output.WrittenSpan));

        shared.Add(shared);
        SlicerStack shallow = new(plain with { Limits = new WireLimits { MaxDepth = 100 } });
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() =>
        {
            TokenWriter tokens = new(output);
            shallow.Write(ref tokens, BuiltInTypes.Object.Slicer, shared);
        });
        Assert.AreEqual(ViolationCode.TooDeep, refused.Code);

        Receiver<object> receiver = new(FoolscapStream.Receiving(0) with { References = ReferenceScope.None }, BuiltInTypes.Object.Unslicer);
        receiver.Feed(Hex.Parse("008804826c697374 018804826c6973740189 028809827265666572656e636501810289 0089"));
        Assert.AreEqual(ViolationCode.DanglingReference, receiver.Events.Single().Violation!.Code);
    }

    /// <summary>A stream waits after one element; three more objects are queued. Foolscap sends those last in, first out.</summary>
    [TestMethod]
    public async Task Objects_QueuedWhileAStreamWaits_GoInOrder()
    {
        JsonElement recorded = VectorFile.Section("streaming").Single().Entry;
        (System.IO.Pipelines.IDuplexPipe here, System.IO.Pipelines.IDuplexPipe there) = DuplexPair.Create();
        BananaSerializerOptions serializer = new(FoolscapDialect.Instance);
        serializer.Types.Add(BuiltInTypes.Stream(serializer.Types.Get<int>()));
        TokenConnection connection = new(here, new TokenConnectionOptions { Serializer = serializer });
        TaskCompletionSource resume = new();
        Task waiting = connection.SendAsync(Elements(resume.Task)).AsTask();
        Task[] queued = [.. "BCD".Select(letter => connection.SendAsync<object>(new List<object?> { new[] { (byte)letter } }).AsTask())];

        string before = recorded.GetProperty("sent_before_stall").GetString()!;
        byte[] stalled = new byte[before.Length / 2];
        await there.Input.AsStream(leaveOpen: true).ReadExactlyAsync(stalled);
        Assert.AreEqual(before, Hex.Format(stalled));
        Assert.IsFalse(there.Input.TryRead(out _), "nothing is sent while the stream waits");
        resume.SetResult();
        await Task.WhenAll([waiting, .. queued]);

        byte[] rest = new byte[recorded.GetProperty("sent_after_resume").GetString()!.Length / 2];
        await there.Input.AsStream(leaveOpen: true).ReadExactlyAsync(rest);
        string ours = recorded.GetProperty("sent_after_resume").GetString()!
            .Replace("018244", "018200", StringComparison.Ordinal)
            .Replace("018242", "018244", StringComparison.Ordinal)
            .Replace("018200", "018242", StringComparison.Ordinal);
        Assert.AreEqual(ours, Hex.Format(rest));
        await connection.DisposeAsync();
    }

    [TestMethod]
    public void Quirks_AreAllTested()
    {
        string[] here =
        [
            .. s_unsendable.Keys, "send_ListSub", "send_DictSub", "send_StrSub", "send_TupleSub", "addToOutgoingVocabulary", "sendError_1000",
            "sendError_1001", "plain_root_no_references", "plain_root_cycle", "plain_root_receive_reference",
        ];
        CollectionAssert.AreEquivalent(here, VectorFile.Section("quirks").Select(vector => vector.Name).ToList());
    }

    private static async IAsyncEnumerable<int> Elements(Task resume)
    {
        yield return 1;
        await resume;
        yield return 2;
    }

    private static JsonElement Entry(string name) => VectorFile.Section("quirks").Single(vector => vector.Name == name).Entry;

    private sealed class Listing : List<object?>;

    private sealed class Mapping : Dictionary<object, object?>;
}
