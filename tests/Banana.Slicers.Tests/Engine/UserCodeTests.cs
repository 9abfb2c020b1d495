using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What user code throws costs the object it belongs to and nothing else, whatever it throws and wherever it is called.</summary>
[TestClass]
public sealed partial class UserCodeTests
{
    private static readonly BananaSerializerOptions s_options = NewOptions();

    private static readonly Dictionary<string, Action> s_failures = new()
    {
        ["a violation of a nested read"] = static () => BananaSerializer.Deserialize<string>(Hex.Parse("0181")),
        ["a nested stream that is lost"] = static () => BananaSerializer.Deserialize<object>(Hex.Parse("89")),
        ["a nested document that is cut"] = static () => BananaSerializer.Deserialize<object>(Hex.Parse("880587 880587")),
        ["a violation of a nested write"] = static () => BananaSerializer.Serialize<object>(new List<object?> { new Stranger() }),
        ["anything"] = static () => throw new InvalidOperationException("Not today."),
    };

    private static readonly Dictionary<string, Func<object>> s_values = new()
    {
        ["constructor"] = static () => new Caller(),
        ["before"] = static () => new Caller(),
        ["setter"] = static () => new Caller(),
        ["after"] = static () => new Caller(),
        ["any"] = static () => new Caller { Any = "x" },
        ["hash"] = static () => new HashSet<Caller> { new(), new() },
        ["equals"] = static () => new HashSet<Caller> { new(), new() },
        ["build"] = static () => new Whole("x"),
        ["token"] = static () => new Mark(7),
        ["read token"] = static () => new Mark(7),
        ["late"] = NewLoop,
    };

    private static IEnumerable<object[]> Cases => from place in s_values.Keys from failure in s_failures.Keys select new object[] { place, failure };

    [TestMethod]
    [Clause("S-4")]
    [DynamicData(nameof(Cases))]
    public void Read_WhereUserCodeThrows_RefusesThatObjectAndReadsTheNext(string place, string failure)
    {
        byte[] bytes = BananaSerializer.Serialize(s_values[place](), s_options);
        foreach (byte[][] pieces in Cuts.All([.. bytes, .. Hex.Parse("880587 0781 89")], 20))
        {
            List<Received> events = Calling(place, s_failures[failure], () => Receiver.ReadAll(s_options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, pieces));
            Assert.AreEqual("violation object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
            AssertUserCode(failure, events[0].Violation!);
            CollectionAssert.AreEqual(new List<object> { 7 }, (List<object>)events[1].Value!);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Deserialize_WhereUserCodeThrows_LeavesTheNextDocumentExact(string place, string failure)
    {
        byte[] bytes = BananaSerializer.Serialize(s_values[place](), s_options);
        ViolationException refused = Calling(
            place, s_failures[failure], () => Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bytes, s_options)));
        AssertUserCode(failure, refused.Violation);
        byte[] again = BananaSerializer.Serialize(BananaSerializer.Deserialize<object>(bytes, s_options), s_options);
        Assert.AreEqual(Hex.Format(bytes), Hex.Format(again));
    }

    [TestMethod]
    [Clause("T-16")]
    [DynamicData(nameof(Cases))]
    public async Task Stream_WhereUserCodeThrowsOverAnElement_GoesOnBehindIt(string place, string failure)
    {
        List<object?> elements = [5, s_values[place](), 6];
        byte[] bytes = BananaSerializer.Serialize<object>(elements, s_options);
        foreach (int piece in (int[])[1, 5, bytes.Length])
        {
            List<Violation> refused = [];
            List<object?> seen = await CallingAsync(place, s_failures[failure], () => ReadStreamAsync<object>(bytes, piece, refused));
            Assert.AreEqual("5 6", string.Join(' ', seen), string.Join("\n", refused));
            AssertUserCode(failure, refused.Single());
            Assert.StartsWith("$[1]", refused[0].Path);
        }
    }

    [TestMethod]
    [Clause("T-16")]
    [DataRow("token", 9)] // all at once: it is called again for what has not arrived
    [DataRow("read token", 1)]
    [DataRow("read token", 9)]
    public async Task Stream_WhereUserCodeThrowsOverABareToken_GoesOnBehindIt(string place, int piece)
    {
        byte[] bytes = Hex.Parse("880587 0181 0281 0381 89");
        int calls = 0;
        List<Violation> refused = [];
        List<Mark> seen = await CallingAsync(place, () => ThrowAtTheSecond(ref calls), () => ReadStreamAsync<Mark>(bytes, piece, refused));
        Assert.AreEqual("1 3", string.Join(' ', seen.Select(mark => mark.Number)), string.Join("\n", refused));
        Assert.AreEqual((ViolationCode.UserCode, "$[1]"), (refused.Single().Code, refused[0].Path));
    }

    [TestMethod]
    [DataRow("token")]
    [DataRow("read token")]
    public void Read_WhereUserCodeThrowsOverABareToken_ReadsTheNext(string place)
    {
        int calls = 0;
        List<Received> events = Calling(
            place, () => ThrowAtTheSecond(ref calls), () => Receiver.ReadAll(s_options.ToUnslicerStackOptions(), Mark.Sliceable.Unslicer, Hex.Parse("0181 0281 0381")));
        Assert.AreEqual("object violation object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
        Assert.AreEqual(new Mark(3), events[2].Value);
    }

    private static void ThrowAtTheSecond(ref int calls)
    {
        if (++calls == 2)
        {
            throw new InvalidOperationException("Not today.");
        }
    }

    [TestMethod]
    [Clause("R-5")]
    public async Task Stream_WhereASetterThrowsWhileThePromiseOfItsElementIsKept_GoesOnBehindIt()
    {
        object?[] loop = [null, 1];
        loop[0] = new Caller { Any = loop };
        object?[] nested = [new List<object?> { new ObjectTuple(null, NewLoop()) }];
        List<object?[]> elements = [[5], loop, nested, [6]];
        BananaSerializerOptions options = NewOptions();
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.Array(BuiltInTypes.Object!)) with { Name = "test.rows" });
        byte[] bytes = BananaSerializer.Serialize(elements, options);
        foreach (int piece in (int[])[1, 5, bytes.Length])
        {
            List<Violation> refused = [];
            List<object?[]?> seen = await CallingAsync("late", s_failures["anything"], () => ReadStreamAsync<object?[]>(bytes, piece, refused));
            Assert.AreEqual("5 6", string.Join(' ', seen.Select(row => row![0])), string.Join("\n", refused));
            Assert.AreEqual("UserCode UserCode", string.Join(' ', refused.Select(item => item.Code)));
        }
    }

    [TestMethod]
    [Clause("R-5")]
    public void Read_WhereASetterThrowsWhileAPromiseIsKept_RunsNoMoreOfWhatWaitedForIt()
    {
        ObjectTuple loop = NewLoop();
        byte[] bytes = BananaSerializer.Serialize<object>(new List<object?> { 5, loop, 6 }, s_options);
        int late = 0;
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            late = 0;
            List<Received> events = Calling("late", ThrowOnce, () => Receiver.ReadAll(s_options.ToUnslicerStackOptions(), new AbsorbTests.AbsorbingUnslicer(), pieces));
            Assert.AreEqual("5 6", string.Join(' ', (List<object?>)events.Single().Value!));
            Assert.AreEqual(1, late);
        }

        void ThrowOnce()
        {
            late++;
            throw new InvalidOperationException("Not today.");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void Deserialize_WhereUserCodeReadsAndWritesDocumentsOfItsOwn_IsNotDisturbed(string place)
    {
        byte[] bytes = BananaSerializer.Serialize(s_values[place](), s_options);
        byte[] inner = BananaSerializer.Serialize<object>(new Whole(new List<object?> { "inner", 1 }), s_options);
        int calls = 0;
        object? back = Calling(place, Nest, () => BananaSerializer.Deserialize<object>(bytes, s_options));
        Assert.AreNotEqual(0, calls);
        Assert.AreEqual(Hex.Format(bytes), Hex.Format(BananaSerializer.Serialize(back, s_options)));

        void Nest()
        {
            calls++;
            object? copy = BananaSerializer.Clone(BananaSerializer.Deserialize<object>(inner, s_options), s_options);
            Assert.AreEqual(Hex.Format(inner), Hex.Format(BananaSerializer.Serialize(copy, s_options)));
        }
    }

    [TestMethod]
    [Clause("S-8")]
    public void Read_WhereATasterThrowsAViolationOfItsOwn_RefusesThatObjectAlone()
    {
        Taster taster = new() { Accepts = value => value is 7 || BananaSerializer.Deserialize<object>(Hex.Parse("880382626164 89")) is null };
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { Taster = taster } };
        List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, Hex.Parse("880587 89 0781"));
        Assert.AreEqual("violation object", string.Join(' ', events.Select(item => item.Kind)));
        Assert.AreEqual(ViolationCode.UserCode, events[0].Violation!.Code);
    }

    private static IEnumerable<object[]> Places => s_values.Keys.Where(place => place != "late" && place != "build").Select(place => new object[] { place });

    private static ObjectTuple NewLoop()
    {
        Caller[] callers = [new(), new()];
        ObjectTuple loop = new(callers[0], callers[1]);
        callers[0].Any = loop;
        callers[1].Any = loop;
        return loop;
    }

    private static void AssertUserCode(string failure, Violation violation)
    {
        Assert.AreEqual(ViolationCode.UserCode, violation.Code, violation.ToString());
        Type expected = failure switch
        {
            "anything" => typeof(InvalidOperationException),
            "a nested stream that is lost" or "a nested document that is cut" => typeof(BananaProtocolException),
            _ => typeof(ViolationException),
        };
        Assert.AreEqual(expected, violation.InnerException?.GetType());
    }

    private static T Calling<T>(string place, Action call, Func<T> body)
    {
        s_calls = new() { [place] = call };
        try
        {
            return body();
        }
        finally
        {
            s_calls = null;
        }
    }

    /// <summary>Nothing here waits for another thread.</summary>
    private static Task<T> CallingAsync<T>(string place, Action call, Func<Task<T>> body) =>
        Task.FromResult(Calling(place, call, () => body().GetAwaiter().GetResult()));

    private static async Task<List<T?>> ReadStreamAsync<T>(byte[] bytes, int piece, List<Violation> refused)
    {
        BananaSerializerOptions options = NewOptions(refused.Add);
        List<T?> seen = [];
        await foreach (T? element in BananaSerializer.DeserializeAsyncEnumerable<T>(new DripStream(bytes, piece), options))
        {
            seen.Add(element);
        }

        return seen;
    }
}
