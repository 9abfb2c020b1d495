using Banana.Slicing;
using Banana.Transport;

namespace Banana.Live.Tests.Peers;

/// <summary>What goes wrong between the two implementations, and what goes on between objects.</summary>
[TestClass]
public sealed class ConversationTests
{
    private static PythonPeer? s_python;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => s_python = await PythonPeer.ServeAsync();

    [ClassCleanup]
    public static async Task EndAsync()
    {
        if (s_python is not null)
        {
            await s_python.DisposeAsync();
        }
    }

    [TestMethod]
    [Clause("S-7")]
    public async Task Abort_ByPython_IsOneViolationAndTheNextObjectComes() => await ConverseAsync(async talk =>
    {
        await talk.Connection.SendAsync<object>("abort");
        Assert.AreEqual(ViolationCode.Aborted, (await talk.NextAsync()).Violation!.Code);
        Assert.AreEqual("after", await talk.NextItemAsync());
    });

    [TestMethod]
    [Clause("F-6")]
    public async Task Abort_ByUs_IsOneViolationThereAndTheNextObjectComes() => await ConverseAsync(async talk =>
    {
        GenericObject self = new("test.self");
        self["me"] = self;
        List<object?> tupleInInstance = [];
        tupleInInstance.Add(new ObjectTuple(new GenericObject("test.holder") { { "late", tupleInInstance } }, new object()));
        foreach (object? graph in (object?[])[new List<object?> { 1, new object() }, new List<object?> { self }, tupleInInstance])
        {
            await Assert.ThrowsExactlyAsync<ViolationException>(async () => await talk.Connection.SendAsync(graph));
            ObjectTuple report = (ObjectTuple)(await talk.NextAsync()).Value!;
            Assert.AreEqual(("violation", "ABORT received"), (report[0], report[2]));
        }

        await talk.Connection.SendAsync<object>(new List<object?> { 7 });
        Assert.AreEqual(7, await talk.NextItemAsync());
    });

    /// <summary>Foolscap loses the connection over an attribute that is not whole; our sender does not let it come to that.</summary>
    [TestMethod]
    [Clause("F-6")]
    public async Task Tuple_ThatIsAnAttributeInsideOfItself_IsRefusedHereAndPythonGoesOn() => await ConverseAsync(async talk =>
    {
        List<object?> late = [];
        GenericObject holder = new("test.holder");
        ObjectTuple tuple = new(late, 5);
        holder["tuple"] = new ObjectTuple(tuple);
        late.Add(holder);
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(async () => await talk.Connection.SendAsync<object>(tuple));
        Assert.AreEqual(ViolationCode.NotRepresentable, refused.Code);
        Assert.AreEqual("violation", ((ObjectTuple)(await talk.NextAsync()).Value!)[0]);
        await talk.Connection.SendAsync<object>(new List<object?> { late.Count });
        Assert.AreEqual(1, await talk.NextItemAsync());
    });

    /// <summary>Unless asked for Foolscap's own bytes, we refer to instances: its receiver keeps them one, though its sender does not.</summary>
    [TestMethod]
    [Clause("F-6")]
    public async Task SharedInstance_OfUs_IsOneObjectInPython() => await ConverseAsync(
        async talk =>
        {
            GenericObject shared = new("test.shared") { { "n", 1 } };
            await talk.Connection.SendAsync<object>(new List<object?> { shared, shared });
            List<object?> back = (List<object?>)(await talk.NextAsync()).Value!;
            Assert.AreNotSame(back[0], back[1], "Python sends it twice");
            Assert.AreEqual(1, ((GenericObject)back[1]!)["n"]);
        },
        copiesInstances: false);

    [TestMethod]
    public async Task RefusedClass_OnEitherSide_CostsOneObject() => await ConverseAsync(async talk =>
    {
        await talk.Connection.SendAsync<object>(new List<object?> { new GenericObject("refused") });
        ObjectTuple report = (ObjectTuple)(await talk.NextAsync()).Value!;
        Assert.AreEqual("<RootUnslicer>.[0]", report[1]);
        Assert.Contains("unknown RemoteCopy name", (string)report[2]!);

        await talk.Connection.SendAsync<object>("refused class");
        Violation violation = (await talk.NextAsync()).Violation!;
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$[0]"), (violation.Code, violation.Path));
        Assert.AreEqual("after", await talk.NextItemAsync());
    });

    [TestMethod]
    [Clause("F-8")]
    public async Task Instance_AtTheTop_IsRefusedByPythonsRoot() => await ConverseAsync(async talk =>
    {
        await talk.Connection.SendAsync<object>(new GenericObject("test.class"));
        ObjectTuple report = (ObjectTuple)(await talk.NextAsync()).Value!;
        Assert.Contains("unknown top-level OPEN type", (string)report[2]!);
    });

    [TestMethod]
    [Clause("V-5")]
    public async Task Words_OfEitherSide_AreUnderstood() => await ConverseAsync(async talk =>
    {
        await talk.Connection.SendAsync<object>("words");
        List<object?> words = (List<object?>)(await talk.NextAsync()).Value!;
        Assert.AreEqual("hello", words[0]);
        CollectionAssert.AreEqual("hello"u8.ToArray(), (byte[])words[1]!);
        Assert.AreEqual("list", Text(((ObjectTuple)words[2]!)[0]));

        await talk.Connection.SetVocabularyAsync(["list", "boolean", "five"]);
        await talk.Connection.AddVocabularyAsync(70, "unicode");
        await talk.Connection.SendAsync<object>(new List<object?> { "five", true, "five"u8.ToArray() });
        List<object?> back = (List<object?>)(await talk.NextAsync()).Value!;
        Assert.AreEqual(("five", true, "five"), (Text(back[0]), back[1], Text(back[2])));
    });

    [TestMethod]
    [Clause("W-15")]
    public async Task Pings_OfEitherSide_AreAnswered() => await ConverseAsync(async talk =>
    {
        await talk.Connection.SendAsync<object>("ping"); // Python answers nothing more before our PONG is there only if it breaks the stream
        Assert.AreEqual("after", await talk.NextItemAsync());
        talk.Connection.Ping(3);
        await talk.Connection.SendAsync<object>(new List<object?> { 1 });
        Assert.AreEqual(1, await talk.NextItemAsync());
    });

    [TestMethod]
    [Clause("F-11")]
    public async Task Nonsense_FromPython_IsAnsweredByAnErrorAndTheEnd()
    {
        string heard = await OverhearAsync(async talk =>
        {
            await talk.Connection.SendAsync<object>("nonsense");
            BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(async () => await talk.NextAsync());
            Assert.AreEqual(ProtocolErrorCode.UnknownTypeByte, lost.Code);
            await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await talk.Connection.SendAsync<object>(1));
        });
        Assert.Contains("error $: found", heard);
    }

    [TestMethod]
    [Clause("W-14")]
    public async Task Error_FromPython_IsTheEnd() => await ConverseAsync(async talk =>
    {
        await talk.Connection.SendAsync<object>("error");
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(async () => await talk.NextAsync());
        Assert.AreEqual(ProtocolErrorCode.PeerError, lost.Code);
        Assert.Contains("the other side says no", lost.Found);
    });

    /// <summary>Python's own limit of nesting is the only one; what is below it goes through.</summary>
    [TestMethod]
    public async Task Depth_BelowPythonsRecursionLimit_GoesThrough() => await ConverseAsync(async talk =>
    {
        List<object?> root = [];
        List<object?> inner = root;
        for (int i = 0; i < 900; i++)
        {
            List<object?> next = [];
            inner.Add(next);
            inner = next;
        }

        await talk.Connection.SendAsync<object>(root);
        object? back = (await talk.NextAsync()).Value;
        int depth = 0;
        for (; back is List<object?> { Count: 1 } list; back = list[0])
        {
            depth++;
        }

        Assert.AreEqual(900, depth);
    });

    private static string Text(object? value) => value as string ?? System.Text.Encoding.UTF8.GetString((byte[])value!);

    /// <summary>A connection of one's own to the Python of all.</summary>
    private static Task ConverseAsync(Func<Talk, Task> converse, bool copiesInstances = true) => ConverseAsync(s_python!, converse, copiesInstances);

    /// <summary>A Python of one's own, and what it said on standard error.</summary>
    private static async Task<string> OverhearAsync(Func<Talk, Task> converse)
    {
        await using PythonPeer python = await PythonPeer.ServeAsync();
        await ConverseAsync(python, converse, copiesInstances: true);
        return await python.EndAsync();
    }

    private static async Task ConverseAsync(PythonPeer python, Func<Talk, Task> converse, bool copiesInstances)
    {
        await using CarrierConnection carrier = await python.ConnectAsync();
        BananaSerializerOptions serializer = new(new FoolscapDialect { KeepsDecimalText = true, CopiesInstances = copiesInstances });
        serializer.Types.Add(BuiltInTypes.GenericObjectOf("test.class", "test.shared", "test.holder", "test.self"));
        await using TokenConnection connection = new(carrier, new TokenConnectionOptions { Serializer = serializer });
        await converse(new Talk(connection));
    }

    /// <summary>A connection, and what comes in one after the other.</summary>
    private sealed class Talk(TokenConnection connection)
    {
        private readonly IAsyncEnumerator<ReceivedObject<object>> _received = connection.ReceiveAllAsync(PythonPeer.Patience).GetAsyncEnumerator();

        public TokenConnection Connection => connection;

        public async Task<ReceivedObject<object>> NextAsync() =>
            await _received.MoveNextAsync() ? _received.Current : throw new InvalidOperationException("Python closed the connection.");

        /// <summary>The only item of the list that comes.</summary>
        public async Task<object?> NextItemAsync()
        {
            ReceivedObject<object> received = await NextAsync();
            Assert.IsNull(received.Violation, received.Violation?.ToString());
            return ((List<object?>)received.Value!).Single();
        }
    }
}
