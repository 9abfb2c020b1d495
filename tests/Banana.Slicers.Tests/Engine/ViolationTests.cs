using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What is refused is refused with its path, and costs nothing but itself.</summary>
[TestClass]
public sealed class ViolationTests
{
    private const string Open = "88 0a87 09 82 746573742e6e6f6465"; // OPEN copyable "test.node"
    private const string Name = "04 82 6e616d65";
    private const string Id = "02 82 6964";
    private const string Next = "04 82 6e657874";
    private const string Extra = "05 82 6578747261";
    private const string Edges = "05 82 6564676573";

    [TestMethod]
    [Clause("S-1")]
    [Clause("T-11")]
    [DataRow($"{Open} {Name} 0181 89", ViolationCode.UnexpectedToken, "$.name")]
    [DataRow($"{Open} {Name} 0182ff 89", ViolationCode.InvalidText, "$.name")]
    [DataRow($"{Open} {Id} 048580000000 89", ViolationCode.NumberOutOfRange, "$.id")]
    [DataRow($"{Open} {Id} 0087 89", ViolationCode.UnexpectedToken, "$.id")]
    [DataRow($"{Open} {Id} 880187 89 89", ViolationCode.RefusedOpenType, "$.id")]
    [DataRow($"{Open} {Id} 0181 {Id} 0181 89", ViolationCode.DuplicateKey, "$")]
    [DataRow($"{Open} {Name} 0087 {Name} 0087 89", ViolationCode.DuplicateKey, "$")]
    [DataRow($"{Open} {Id} 0181 {Name} 0087 {Name} 0087 89", ViolationCode.DuplicateKey, "$")]
    [DataRow($"{Open} 0182 78 0181 89", ViolationCode.MissingAttribute, "$")]
    [DataRow($"{Open} {Name} 0087 {Id} 0181 89", ViolationCode.MissingAttribute, "$")]
    [DataRow($"{Open} {Next} 0087 {Id} 0181 89", ViolationCode.MissingAttribute, "$")]
    [DataRow($"{Open} 89", ViolationCode.MissingAttribute, "$")]
    [DataRow($"{Open} {Name} 89", ViolationCode.SequenceTooShort, "$.name")]
    [DataRow($"{Open} 0181 89", ViolationCode.UnexpectedToken, "$")]
    [DataRow($"{Open} {Next} 880587 89 89", ViolationCode.RefusedOpenType, "$.next")]
    [DataRow($"{Open} {Next} {Open} {Edges} 880587 0087 0181 89 89 89", ViolationCode.UnexpectedToken, "$.next.edges[1]")]
    [DataRow($"{Open} {Extra} 880587 88058789 880387 0181 89 89 {Next} 880387 0181 89 89", ViolationCode.ReferenceTypeMismatch, "$.next")]
    [DataRow($"{Open} {Extra} 880487 88078702826b65 89 89 89", ViolationCode.SequenceTooShort, "$.extra[\"ke\"]")]
    [DataRow($"{Open} {Extra} 880487 880382626164 89 0181 89 89", ViolationCode.RefusedOpenType, "$.extra{0}")]
    [DataRow($"{Open} {Extra} 880487 88078701826b 89 880382626164 89 89 89", ViolationCode.RefusedOpenType, "$.extra[\"k\"]")]
    [DataRow($"{Open} {Extra} 880687 0181 8a 89 89", ViolationCode.Aborted, "$.extra[1]")]
    public void Deserialize_OfADamagedInstance_NamesCodeAndPath(string hex, ViolationCode code, string path)
    {
        foreach (byte[][] pieces in Cuts.All(Hex.Parse(hex)))
        {
            Receiver<Node> receiver = new(Node.NewOptions().ToUnslicerStackOptions(), Node.Sliceable.Unslicer);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            receiver.Feed(Hex.Parse($"{Open} {Name} 0087 {Id} 0781 {Next} 0087 89")); // the stream is in step

            Assert.HasCount(2, receiver.Events, string.Join("\n", receiver.Events));
            Violation violation = receiver.Events[0].Violation!;
            Assert.AreEqual((code, path), (violation.Code, violation.Path), violation.ToString());
            Assert.IsLessThan(1024, violation.ToString().Length);
            Assert.AreEqual(7, ((Node)receiver.Events[1].Value!).Id);
        }
    }

    [TestMethod]
    [Clause("R-4")]
    public void Read_AfterRefusedObjects_IdsStayInStep()
    {
        // A refused object with three OPENs, one of them in its discarded part, then a list shared by reference 5.
        byte[] stream = Hex.Parse("""
            880382626164 880587 89 880287 0181 89 89
            880587 8805870181 89 880587 89 880387 0581 89 89
            """);
        UnslicerStackOptions options = Node.NewOptions().ToUnslicerStackOptions();
        Receiver<object> receiver = new(options, BuiltInTypes.Object.Unslicer);
        receiver.Feed(stream);
        List<object?> list = (List<object?>)receiver.Events[1].Value!;
        Assert.AreSame(list[1], list[2]);
        Assert.AreNotSame(list[0], list[2]);
    }

    [TestMethod]
    public void Limits_AtTheLimitAndOneBeyond_AreTakenAndRefused()
    {
        foreach ((WireLimits limits, object fits, object beyond, ViolationCode code) in LimitCases())
        {
            BananaSerializerOptions trusted = new() { Policy = BananaPolicy.Trusted };
            BananaSerializerOptions limited = new() { Policy = BananaPolicy.Untrusted with { Limits = limits } };
            byte[] fitting = BananaSerializer.Serialize(fits, trusted);
            byte[] excessive = BananaSerializer.Serialize(beyond, trusted);
            Assert.IsNotNull(BananaSerializer.Deserialize<object>(fitting, limited), code.ToString());
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(
                () => BananaSerializer.Deserialize<object>(excessive, limited), code.ToString());
            Assert.AreEqual(code, refused.Code);
            Assert.Contains("(Max", refused.Expected, refused.Message); // the name of the limit, as who writes says it
        }
    }

    [TestMethod]
    public void Limits_OfTheStack_WinOverThoseOfTheReader()
    {
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxStringBytes = 3, MaxIntegerBytes = 3 } },
        };
        foreach (string hex in new[] { "0482 61616161", "0485 01010101" })
        {
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(() =>
            {
                TokenReader reader = new(Hex.Parse(hex)); // with the default limits
                new UnslicerStack(options.ToUnslicerStackOptions()).TryRead(ref reader, BuiltInTypes.Object.Unslicer, out _);
            });
            Assert.IsTrue(refused.Code is ViolationCode.StringTooLong or ViolationCode.IntegerTooLong, refused.Message);
        }

        TokenReader partial = new(Hex.Parse("843ff000"));
        Assert.AreEqual(
            ReadStatus.NeedMoreData,
            new UnslicerStack(options.ToUnslicerStackOptions()).TryRead(ref partial, BuiltInTypes.Double.Unslicer, out _));
    }

    [TestMethod]
    public void Limits_OfTokensAndBytes_AreForOneObjectAndNotForWhatStandsBeforeIt()
    {
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxTokens = 5, MaxWireBytes = 9 } } };
        string stream = string.Concat(Enumerable.Repeat("8e8e8e8e8e8e" + "058e8f8f8f8f8f8f8f8f" + "880587 0181 0281 0381 89", 20));
        foreach (byte[][] pieces in Cuts.All(Hex.Parse(stream), mostTwoWay: 100))
        {
            Receiver<object> receiver = new(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            Assert.HasCount(20, receiver.Events);
            Assert.IsTrue(receiver.Events.TrueForAll(item => item.Kind == "object"), $"{receiver.Events.Find(item => item.Violation is not null)}");
        }
    }

    [TestMethod]
    public void Read_WithoutReferences_StillCountsObjects()
    {
        BananaSerializerOptions options = new()
        {
            References = ReferenceMode.None,
            Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxObjects = 3 } },
        };
        Assert.IsNotNull(BananaSerializer.Deserialize<object>(Hex.Parse("880587 88058789 88058789 89"), options));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<object>(Hex.Parse("880587 88058789 88058789 88058789 89"), options));
        Assert.AreEqual((ViolationCode.TooManyObjects, "$[2]"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void Read_OfMorePingsThanMayWait_IsAProtocolErrorUnlessTheyAreTaken()
    {
        WireLimits limits = new() { MaxPendingPongs = 3 };
        UnslicerStackOptions options = new BananaSerializerOptions { Policy = BananaPolicy.Untrusted with { Limits = limits } }
            .ToUnslicerStackOptions() with
        { AnswersPings = true };
        UnslicerStack stack = new(options);
        TokenReader three = new(Hex.Parse("8e 8e 8e"));
        Assert.AreEqual(ReadStatus.NeedMoreData, stack.TryRead(ref three, BuiltInTypes.Object.Unslicer, out _));
        ArrayBufferWriter<byte> replies = new();
        Assert.IsTrue(stack.TakeReplies(replies));
        Assert.AreEqual("8f8f8f", Hex.Format(replies.WrittenSpan));
        BananaProtocolException flood = Assert.ThrowsExactly<BananaProtocolException>(() =>
        {
            TokenReader four = new(Hex.Parse("8e 8e 8e 8e"));
            Assert.AreEqual(ReadStatus.NeedMoreData, stack.TryRead(ref four, BuiltInTypes.Object.Unslicer, out _));
            Assert.IsTrue(stack.MustTakeReplies);
            stack.TryRead(ref four, BuiltInTypes.Object.Unslicer, out _);
        });
        Assert.AreEqual(ProtocolErrorCode.PingFlood, flood.Code);
    }

    [TestMethod]
    public void Read_OfADeepObjectThatIsRefusedAtTheBottom_TakesLinearTimeAndASmallStack()
    {
        const int depth = 300_000;
        byte[] stream = [.. Enumerable.Repeat(Hex.Parse("880587"), depth).SelectMany(b => b), .. Hex.Parse("8801820189"), .. Enumerable.Repeat((byte)0x89, depth), 7, 0x81];
        object? next = SmallStack.Run(() =>
        {
            Receiver<object> receiver = new(new BananaSerializerOptions().ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer);
            receiver.Feed(stream);
            Assert.AreEqual("violation object", string.Join(' ', receiver.Events.Select(item => item.Kind)));
            return receiver.Events[1].Value;
        });
        Assert.AreEqual(7, next);
    }

    [TestMethod]
    public void Read_WhenUserCodeThrows_IsAViolationWithItsPathAndTheStreamGoesOn()
    {
        UnslicerStackOptions options = new BananaSerializerOptions().ToUnslicerStackOptions();
        Receiver<List<int>> receiver = new(options, BuiltInTypes.List(new SliceableType<int>(BuiltInTypes.Int32.Slicer, new ThrowingUnslicer())).Unslicer);
        receiver.Feed(Hex.Parse("880587 0181 0281 89 880587 89"));
        Assert.AreEqual("violation object", string.Join(' ', receiver.Events.Select(item => item.Kind)));
        Violation violation = receiver.Events[0].Violation!;
        Assert.AreEqual((ViolationCode.UserCode, "$[1]"), (violation.Code, violation.Path));
        Assert.IsInstanceOfType<NotImplementedException>(violation.InnerException);
    }

    private static IEnumerable<(WireLimits Limits, object Fits, object Beyond, ViolationCode Code)> LimitCases()
    {
        yield return (new WireLimits { MaxStringBytes = 5 }, "12345", "123456", ViolationCode.StringTooLong);
        yield return (new WireLimits { MaxStringBytes = 5 }, new byte[5], new byte[6], ViolationCode.StringTooLong);
        yield return (
            new WireLimits { MaxIntegerBytes = 20 },
            System.Numerics.BigInteger.One << 159,
            System.Numerics.BigInteger.One << 160,
            ViolationCode.IntegerTooLong);
        yield return (new WireLimits { MaxCollectionItems = 3 }, Items(3), Items(4), ViolationCode.CollectionTooLarge);
        yield return (
            new WireLimits { MaxCollectionItems = 3 },
            new ObjectTuple([.. Items(3)]),
            new ObjectTuple([.. Items(4)]),
            ViolationCode.CollectionTooLarge);
        yield return (new WireLimits { MaxCollectionItems = 3 }, Entries(3), Entries(4), ViolationCode.CollectionTooLarge);
        yield return (new WireLimits { MaxObjects = 3 }, Nested(3), Nested(4), ViolationCode.TooManyObjects);
        yield return (new WireLimits { MaxReferences = 3 }, Nested(3), Nested(4), ViolationCode.TooManyReferences);
        yield return (new WireLimits { MaxTokens = 5 }, Items(3), Items(4), ViolationCode.TooManyTokens);
        yield return (new WireLimits { MaxWireBytes = 9 }, Items(3), Items(4), ViolationCode.TooManyBytes);
        yield return (new WireLimits { MaxWireBytes = 15 }, new byte[10], new byte[11], ViolationCode.TooManyBytes);
        yield return (new WireLimits { MaxWireBytes = 15 }, "ten chars.", "eleven ch..", ViolationCode.TooManyBytes); // in its wrapping
        yield return (new WireLimits { MaxDepth = 3 }, Nested(3), Nested(4), ViolationCode.TooDeep);
        yield return (new WireLimits { MaxManagedBytes = 10_000 }, new byte[9_900], new byte[10_000], ViolationCode.TooMuchMemory);
        yield return (new WireLimits { MaxManagedBytes = 10_000 }, new string('x', 4_000), new string('x', 10_000), ViolationCode.TooMuchMemory);
        yield return (new WireLimits { MaxManagedBytes = 10_000 }, Items(100), Items(2_000), ViolationCode.TooMuchMemory);
    }

    private static List<object?> Items(int count) => [.. Enumerable.Range(0, count).Select(i => (object?)i)];

    private static Dictionary<object, object?> Entries(int count) =>
        Enumerable.Range(0, count).ToDictionary(i => (object)i, i => (object?)i);

    private static List<object?> Nested(int levels)
    {
        List<object?> nested = [];
        for (int i = 1; i < levels; i++)
        {
            nested = [nested];
        }

        return nested;
    }

    private sealed class ThrowingUnslicer : TokenUnslicer<int>
    {
        public override string Expected => "1";

        public override OpenType? OpenType => null;

        protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out int value)
        {
            ReadStatus status = reader.TryReadInt32(out value);
            return value == 2 ? throw new NotImplementedException("user code") : status;
        }
    }
}
