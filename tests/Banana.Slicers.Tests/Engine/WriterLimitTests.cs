using System.Buffers;
using System.IO.Pipelines;
using System.Numerics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What options write, the same options can read: who writes heeds the limits of its own policy, and says which.</summary>
[TestClass]
public sealed class WriterLimitTests
{
    private sealed record Excess(string Name, WireLimits Limits, object Fits, object Exceeds, ViolationCode Code, string Limit, string Path);

    private static readonly Excess[] s_cases =
    [
        new("text", new() { MaxStringBytes = 200 }, new string('a', 200), new List<object> { 1, new string('a', 201) }, ViolationCode.StringTooLong, "MaxStringBytes", "$[1]"),
        new("short text", new() { MaxStringBytes = 3 }, "ab\u00e4"[1..], new List<object> { "ab\u00e4" }, ViolationCode.StringTooLong, "MaxStringBytes", "$[0]"),
        new("text, not ASCII", new() { MaxStringBytes = 400 }, new string('\u20ac', 133), new string('\u20ac', 134), ViolationCode.StringTooLong, "MaxStringBytes", "$"),
        new("bytes", new() { MaxCollectionItems = 1000 }, new byte[1000], new List<object> { new byte[1001] }, ViolationCode.CollectionTooLarge, "MaxCollectionItems", "$[0]"),
        new("list", new() { MaxCollectionItems = 3 }, new List<int> { 1, 2, 3 }, new List<int> { 1, 2, 3, 4 }, ViolationCode.CollectionTooLarge, "MaxCollectionItems", "$[3]"),
        new("array", new() { MaxCollectionItems = 3 }, new int[3], new object[] { 1, new int[4] }, ViolationCode.CollectionTooLarge, "MaxCollectionItems", "$[1][3]"),
        new("dictionary", new() { MaxCollectionItems = 2 }, Ints(2), Ints(3), ViolationCode.CollectionTooLarge, "MaxCollectionItems", "$"),
        new("set", new() { MaxCollectionItems = 2 }, Texts(2), Texts(3), ViolationCode.CollectionTooLarge, "MaxCollectionItems", "$"),
        new("tuple", new() { MaxCollectionItems = 2 }, new ObjectTuple(1, 2), new ObjectTuple(1, 2, 3), ViolationCode.CollectionTooLarge, "MaxCollectionItems", "$"),
        new("depth", new() { MaxDepth = 4 }, Nested(4), Nested(5), ViolationCode.TooDeep, "MaxDepth", "$[0][0][0][0]"),
        new("objects", new() { MaxObjects = 5 }, Flat(4), Flat(5), ViolationCode.TooManyObjects, "MaxObjects", "$"),
        new("references", new() { MaxReferences = 5 }, Flat(4), Flat(5), ViolationCode.TooManyReferences, "MaxReferences", "$"),
        new("tokens", new() { MaxTokens = 10 }, Numbers(7), Numbers(100), ViolationCode.TooManyTokens, "MaxTokens", "$"),
        new("bytes on the wire", new() { MaxWireBytes = 100 }, new string('a', 90), new string('a', 100), ViolationCode.TooManyBytes, "MaxWireBytes", "$"),
        new("memory", new() { MaxManagedBytes = 10_000 }, new string('a', 4000), new string('a', 5000), ViolationCode.TooMuchMemory, "MaxManagedBytes", "$"),
        new("integer", new() { MaxIntegerBytes = 20 }, BigInteger.Pow(2, 159), BigInteger.Pow(2, 160), ViolationCode.IntegerTooLong, "MaxIntegerBytes", "$"),
        new("short integer", new() { MaxIntegerBytes = 9 }, (Int128)1 << 70, (Int128)1 << 72, ViolationCode.IntegerTooLong, "MaxIntegerBytes", "$"),
        new("key with many parts", new() { MaxKeyParts = 10 }, KeyOf(Tree(2)), KeyOf(Tree(3)), ViolationCode.InvalidKey, "MaxKeyParts", "$"),
        new("deep key", new() { MaxKeyDepth = 3 }, KeyOf(Chain(3)), KeyOf(Chain(4)), ViolationCode.InvalidKey, "MaxKeyDepth", "$"),
        new("default: text", new(), "", new string('a', (16 << 20) + 1), ViolationCode.StringTooLong, "MaxStringBytes", "$"),
        new("default: blobs", new(), new byte[1], Blobs(300), ViolationCode.TooMuchMemory, "MaxManagedBytes", "$"),
        new("default: a blob", new(), new byte[1], new byte[(16 << 20) + 1], ViolationCode.CollectionTooLarge, "MaxCollectionItems", "$"),
    ];

    public static IEnumerable<object[]> Cases => s_cases.Select(row => new object[] { row.Name });

    [TestMethod]
    [Clause("S-3")]
    [DynamicData(nameof(Cases))]
    public void Write_BeyondALimit_IsRefusedWithThePathTheLimitAndTheWayOut(string name)
    {
        Excess row = s_cases.Single(row => row.Name == name);
        BananaSerializerOptions options = NewOptions(row.Limits);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(row.Exceeds, options));
        Assert.AreEqual(row.Code, refused.Code, refused.Message);
        Assert.StartsWith(row.Path, refused.Path, refused.Message);
        Assert.Contains(row.Limit, refused.Message);
        Assert.Contains("BananaPolicy.Trusted", refused.Message);
        Assert.IsNotNull(BananaSerializer.Serialize<object>(1, options), "the next object");
    }

    [TestMethod]
    public void Write_OfAGridWithMoreElementsThanAnIntHolds_IsRefusedAsTooLarge()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Array2D(BuiltInTypes.Byte));
        byte[,] untouched = new byte[1 << 16, (1 << 15) + 1];
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(untouched, options));
        Assert.AreEqual((ViolationCode.CollectionTooLarge, "$"), (refused.Code, refused.Path), refused.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Write_UpToALimit_CanBeRead(string name)
    {
        Excess row = s_cases.Single(row => row.Name == name);
        BananaSerializerOptions options = NewOptions(row.Limits);
        object? back = BananaSerializer.Deserialize<object>(BananaSerializer.Serialize(row.Fits, options), options);
        Assert.IsNull(ExactComparer.FindDifference(row.Fits, back));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Write_BeyondALimit_IsWhatTheReaderRefuses(string name)
    {
        Excess row = s_cases.Single(row => row.Name == name);
        byte[] bytes = BananaSerializer.Serialize(row.Exceeds, NewOptions(BananaPolicy.Trusted.Limits));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bytes, NewOptions(row.Limits)));
        Assert.AreEqual(row.Code, refused.Code, refused.Message);
    }

    [TestMethod]
    [DataRow(1 << 10)] // tokens are counted from the first on
    [DataRow(1 << 20)] // from the middle on
    public void Write_AfterAnObjectThatWasGivenUp_BeginsAnew(int maxTokens)
    {
        BananaSerializerOptions options = NewOptions(new() { MaxTokens = maxTokens });
        SliceableType<List<string>> texts = options.Types.Get<List<string>>();
        SlicerStack stack = new(options.ToSlicerStackOptions());
        ArrayBufferWriter<byte> buffer = new();
        TokenWriter writer = new(buffer, maxTokens - 1000);
        Assert.AreEqual(SliceStep.Flush, stack.Write(ref writer, texts.Slicer, [.. Enumerable.Repeat(new string('a', 100), maxTokens / 50)]));
        writer.Commit();
        writer = new TokenWriter(buffer);
        stack.Abort(ref writer);

        for (int i = 0; i < 3; i++)
        {
            long before = writer.BytesWritten;
            Assert.AreEqual(SliceStep.Done, stack.Write(ref writer, texts.Slicer, [new string('b', maxTokens / 4)]));
            Assert.IsGreaterThan(before + (maxTokens / 4), writer.BytesWritten);
        }
    }

    [TestMethod]
    [DataRow(1 << 20)]
    [DataRow(8 << 20)]
    [DataRow(40 << 20)]
    public void Write_OfFewTokensOfManyBytes_CanBeRead(int maxTokens)
    {
        BananaSerializerOptions options = NewOptions(new() { MaxTokens = maxTokens });
        string large = new('a', 16 << 20);
        List<string> texts = [large, large, large];
        CollectionAssert.AreEqual(texts, BananaSerializer.Deserialize<List<string>>(BananaSerializer.Serialize(texts, options), options));
    }

    [TestMethod]
    public void Write_OfATrustedProgram_HasTheTrustedLimits()
    {
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Trusted };
        string text = new('a', 17_000_000);
        Assert.AreEqual(text, BananaSerializer.Deserialize<string>(BananaSerializer.Serialize(text, options), options));
    }

    [TestMethod]
    public async Task WriteAsync_BeyondALimit_IsRefusedInTheMiddle()
    {
        BananaSerializerOptions options = NewOptions(new() { MaxWireBytes = 100_000 });
        using MemoryStream stream = new();
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(
            () => BananaSerializer.SerializeAsync(stream, Enumerable.Repeat<object>("some text", 1_000_000).ToList(), options).AsTask());
        Assert.AreEqual(ViolationCode.TooManyBytes, refused.Code);
        Assert.IsLessThan(200_000, stream.Length);
        Assert.StartsWith("$[", refused.Path);
    }

    [TestMethod]
    public async Task WriteAsync_OfAStream_CountsEachElementByItself()
    {
        BananaSerializerOptions options = NewOptions(new() { MaxWireBytes = 300, MaxTokens = 100, MaxObjects = 20, MaxReferences = 1000 });
        options.Types.Add(BuiltInTypes.Stream(BuiltInTypes.Object));
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        await BananaSerializer.SerializeAsync(pipe.Writer, Elements([.. Enumerable.Repeat(Flat(10), 100)]), options);
        int count = 0;
        await foreach (object? element in BananaSerializer.DeserializeAsyncEnumerable<object>(pipe.Reader, options))
        {
            Assert.IsNull(ExactComparer.FindDifference(Flat(10), element));
            count++;
        }

        Assert.AreEqual(100, count);
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(
            () => BananaSerializer.SerializeAsync(pipe.Writer, Elements(Flat(10), Flat(10), Flat(19), Flat(10)), options).AsTask());
        Assert.AreEqual(ViolationCode.TooManyObjects, refused.Code);
        Assert.StartsWith("$[2]", refused.Path);
    }

    [TestMethod]
    [Clause("S-3")]
    public void Write_OfRandomGraphsUnderRandomLimits_CanBeReadOrIsRefused()
    {
        Random random = new(Seeds.Fixed);
        int written = 0;
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            WireLimits limits = RandomLimits(random);
            BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { Limits = limits }, AbbreviatesText = random.Next(4) == 0 };
            options.Types.Add<Pair>();
            object? graph = RandomValue(random, depth: 0);
            byte[] bytes;
            try
            {
                bytes = BananaSerializer.Serialize(graph, options);
                written++;
            }
            catch (ViolationException)
            {
                refused++;
                continue;
            }

            try
            {
                Assert.IsNull(ExactComparer.FindDifference(graph, BananaSerializer.Deserialize<object>(bytes, options)));
            }
            catch (ViolationException violation)
            {
                Assert.Fail($"number {i}: {violation.Message}\n{limits}\n{Hex.Format(bytes)}");
            }
        }

        Assert.IsGreaterThan(300, written);
        Assert.IsGreaterThan(300, refused);
    }

    private static WireLimits RandomLimits(Random random)
    {
        int Pick(int least) => least + (int)Math.Pow(2, random.NextDouble() * 10);
        WireLimits limits = new();
        return random.Next(10) switch
        {
            0 => limits with { MaxStringBytes = Pick(16) },
            1 => limits with { MaxIntegerBytes = Pick(0) },
            2 => limits with { MaxDepth = 1 + random.Next(8) },
            3 => limits with { MaxObjects = Pick(1) },
            4 => limits with { MaxReferences = Pick(1) },
            5 => limits with { MaxTokens = Pick(1) },
            6 => limits with { MaxWireBytes = Pick(1) },
            7 => limits with { MaxCollectionItems = random.Next(20) },
            8 => limits with { MaxKeyCollisions = 1 + random.Next(3) },
            _ => limits with { MaxKeyParts = 1 + random.Next(5), MaxKeyDepth = 1 + random.Next(3), MaxTokens = Pick(1), MaxObjects = Pick(1) },
        };
    }

    private static object? RandomValue(Random random, int depth) => random.Next(depth > 5 ? 8 : 16) switch
    {
        0 => null,
        1 => random.Next(),
        2 => random.NextInt64(),
        3 => BigInteger.Pow(3, random.Next(400)),
        4 => new string('\u00e4', random.Next(60)),
        5 => new string('a', random.Next(300)),
        6 => new byte[random.Next(100)],
        7 => (UInt128)random.NextInt64() * (UInt128)random.NextInt64(),
        8 => new Guid(random.Next(), 0, 0, new byte[8]),
        9 => Enumerable.Range(0, random.Next(30)).ToArray(),
        10 => Enumerable.Range(0, random.Next(10)).Select(_ => RandomKey(random, depth: 0)).Distinct().ToDictionary(key => key, _ => RandomValue(random, depth + 2)),
        11 => new HashSet<string>(Enumerable.Range(0, random.Next(10)).Select(i => new string('k', i))),
        12 => new ObjectTuple([.. Enumerable.Range(0, random.Next(6)).Select(_ => RandomValue(random, depth + 1))]),
        13 => Enumerable.Repeat(RandomValue(random, depth + 1), random.Next(5)).ToArray(),
        _ => Enumerable.Range(0, random.Next(8)).Select(_ => RandomValue(random, depth + 1)).ToList(),
    };

    private static object RandomKey(Random random, int depth) => random.Next(depth > 3 ? 2 : 3) switch
    {
        0 => random.Next(100),
        1 => new string('x', random.Next(20)),
        _ => new Pair(RandomKey(random, depth + 1), RandomKey(random, depth + 1)),
    };

    private static BananaSerializerOptions NewOptions(WireLimits limits)
    {
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { Limits = limits } };
        options.Types.Add(BuiltInTypes.Dictionary(BuiltInTypes.Int64, BuiltInTypes.Int32)).Add(BuiltInTypes.Dictionary(BuiltInTypes.Int32, BuiltInTypes.Int32)).Add<Pair>();
        return options;
    }

    private static async IAsyncEnumerable<object> Elements(params object[] elements)
    {
        foreach (object element in elements)
        {
            await Task.Yield();
            yield return element;
        }
    }

    private static Dictionary<int, int> Ints(int count) => Enumerable.Range(0, count).ToDictionary(i => i);

    private static HashSet<string> Texts(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];

    private static List<object> Flat(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<object>())];

    private static List<object> Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (object)i)];

    private static object[] Blobs(int count) => [.. Enumerable.Range(0, count).Select(_ => new byte[1 << 20])];

    private static List<object> Nested(int depth) => depth == 1 ? [] : [Nested(depth - 1)];

    private static Dictionary<object, object?> KeyOf(object key) => new() { [key] = null };

    private static Pair Tree(int levels) => levels == 1 ? new(1, 2) : new(Tree(levels - 1), Tree(levels - 1));

    private static Pair Chain(int levels) => levels == 1 ? new(1, 2) : new(Chain(levels - 1), 2);

    [Sliceable("test.writer-limit-pair")]
    internal sealed record Pair(object? A, object? B);
}
