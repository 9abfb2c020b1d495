using System.Collections.Concurrent;
using System.Numerics;
using System.Text.RegularExpressions;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Memory.Tests;

/// <summary>Few bytes on the wire that would be many in memory stop at the budget, and nothing of them stays.</summary>
[TestClass]
public sealed class MemoryBombTests
{
    private const int Count = 6000;
    private const long Budget = 4 << 20;
    private const long Most = (Budget * 5 / 4) + (1 << 20);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Deserialize_OfClassesThatMakeTheirMembers_StopsAtTheBudget(bool isReflected)
    {
        BananaSerializerOptions options = NewOptions();
        if (isReflected)
        {
            options.Types.AddReflected<Greedy>().AddReflected<GreedyRecord>();
        }
        else
        {
            options.Types.Add<Greedy>().Add<GreedyRecord>();
        }

        BananaSerializerOptions writing = new();
        writing.Types.AddReflected<Lean>().AddReflected<LeanRecord>();
        AssertStops<List<object>>(BananaSerializer.Serialize<object>(Row(_ => new Lean { Id = 1 }), writing), options);
        AssertStops<List<object>>(BananaSerializer.Serialize<object>(Row(_ => new LeanRecord(1)), writing), options);
    }

    [TestMethod]
    public void Deserialize_OfAWordThatIsCopiedAgainAndAgain_StopsAtTheBudget()
    {
        byte[] definition = [.. Hex.Parse("880987 7f81"), 100, 0x82, .. new byte[100], 0x89];
        byte[] document = [.. definition, .. Hex.Parse("880587"), .. Enumerable.Repeat(Hex.Parse("7f87"), 100_000).SelectMany(bytes => bytes), 0x89];
        AssertStops<List<object>>(document, NewOptions());
    }

    [TestMethod]
    public void Deserialize_OfATextThatIsAWord_IsTheOneString()
    {
        byte[] definition = [.. Hex.Parse("880987 7f81 0182 61 89")];
        List<string> texts = BananaSerializer.Deserialize<List<string>>([.. definition, .. Hex.Parse("880587 7f87 7f87 89")])!;
        Assert.AreSame(texts[0], texts[1]);
    }

    [TestMethod]
    [DataRow("(a)")]
    [DataRow("[a-c\\d]")]
    [DataRow("(?<n>a|b){2,3}?")]
    [DataRow("\\p{Lu}\\W")]
    public void Deserialize_OfRegularExpressions_StopsAtTheBudget(string part)
    {
        string pattern = string.Concat(Enumerable.Repeat(part, 4000 / part.Length));
        List<Regex> row = [.. Enumerable.Range(0, 100).Select(_ => new Regex(pattern, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)))];
        BananaSerializerOptions options = NewOptions();
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.Regex));
        AssertStops<List<Regex>>(Lavish.Serialize(row, options), options);
    }

    [TestMethod]
    [DataRow(RegexOptions.NonBacktracking)]
    [DataRow(RegexOptions.Compiled)]
    public void RegularExpression_ThatTakesMemoryWithoutBound_IsRefusedOnBothSides(RegexOptions kind)
    {
        byte[] document = BananaSerializer.Serialize(new Regex("a", RegexOptions.None, TimeSpan.FromSeconds(1)));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize(new Regex("a", kind, TimeSpan.FromSeconds(1))));
        StringAssert.Contains(refused.Message, "NonBacktracking", StringComparison.Ordinal);
        byte[] text = [.. Hex.Parse("0182 61 0081")];
        int at = document.AsSpan().IndexOf(text);
        Assert.IsGreaterThan(0, at, Hex.Format(document));
        int number = (int)kind;
        byte[] option = number < 0x80 ? [(byte)number, 0x81] : [(byte)(number & 0x7F), (byte)(number >> 7), 0x81];
        byte[] changed = [.. document.AsSpan(0, at + 3), .. option, .. document.AsSpan(at + text.Length)];
        refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Regex>(changed));
        Assert.AreEqual(ViolationCode.InvalidValue, refused.Code);
    }

    [TestMethod]
    public void Deserialize_OfEmptyCollectionsForManyThreads_StopsAtTheBudget()
    {
        BananaSerializerOptions options = NewOptions();
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.ConcurrentQueue(BuiltInTypes.Int32)));
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.ConcurrentDictionary(BuiltInTypes.Int32, BuiltInTypes.Int32)));
        AssertStops<List<ConcurrentQueue<int>>>(
            Lavish.Serialize<List<ConcurrentQueue<int>>>([.. Enumerable.Range(0, Count).Select(_ => new ConcurrentQueue<int>())], options), options);
        AssertStops<List<ConcurrentDictionary<int, int>>>(
            Lavish.Serialize<List<ConcurrentDictionary<int, int>>>([.. Enumerable.Range(0, Count).Select(_ => new ConcurrentDictionary<int, int>())], options),
            options);
    }

    [TestMethod]
    public void Deserialize_OfNumbersInBoxesAndRows_StopsAtTheBudget()
    {
        AssertStops<List<object>>(BananaSerializer.Serialize(Enumerable.Range(0, 300_000).Select(_ => (object)1).ToList()), NewOptions());
        BananaSerializerOptions options = NewOptions();
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.List(BuiltInTypes.Int32))).Add(BuiltInTypes.List(BuiltInTypes.BigInteger));
        AssertStops<List<List<int>>>(
            Lavish.Serialize<List<List<int>>>([.. Enumerable.Range(0, Count).Select(_ => Enumerable.Repeat(1, 255).ToList())], options), options);
        AssertStops<List<BigInteger>>(
            Lavish.Serialize<List<BigInteger>>([.. Enumerable.Range(0, 5000).Select(_ => BigInteger.Pow(2, 8 * 2000))], options), options);
    }

    [TestMethod]
    [DataRow("880587")] // lists
    [DataRow("880687")] // tuples
    [DataRow("880487 0081")] // dictionaries
    [DataRow("881587")] // arrays
    public void Deserialize_OfDeepNesting_StopsAtTheBudget(string open)
    {
        byte[] start = Hex.Parse(open);
        AssertStops<object>([.. Enumerable.Repeat(start, 100_000).SelectMany(bytes => bytes), .. Enumerable.Repeat((byte)0x89, 100_000)], NewOptions());
    }

    /// <summary>Feeds the document piece by piece, and looks at what is live in between.</summary>
    [TestMethod]
    [DataRow(true, DisplayName = "completed late")]
    [DataRow(false, DisplayName = "nested, before one was measured")]
    public void Deserialize_OfRecordsThatMakeMuch_StopsAtTheBudget(bool isLate)
    {
        const int count = 20_000; // 40 MB
        byte[] document = isLate
            ? [.. Instance("test.greedy-owner", "L"), 0x88, 0x05, 0x87, .. Many([.. Instance("test.greedy-late", "O"), .. Hex.Parse("88 0387 0081 89 89")]), 0x89, 0x89]
            : [.. Many(Instance("test.greedy-link", "Next")), 0x00, 0x87, .. Many([0x89])];
        BananaSerializerOptions options = NewOptions();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() =>
        {
            _ = isLate ? (object?)BananaSerializer.Deserialize<GreedyOwner>(document, options) : BananaSerializer.Deserialize<GreedyLink>(document, options);
        });
        Assert.AreEqual(ViolationCode.TooMuchMemory, refused.Code);
        Assert.IsLessThan(5 * Budget, GC.GetAllocatedBytesForCurrentThread() - before);

        static byte[] Many(byte[] bytes) => [.. Enumerable.Repeat(bytes, count).SelectMany(part => part)];
        static byte[] Text(string text) => [(byte)text.Length, 0x82, .. System.Text.Encoding.UTF8.GetBytes(text)];
        static byte[] Instance(string name, string attribute) => [0x88, 0x0a, 0x87, .. Text(name), .. Text(attribute)];
    }

    private static void AssertStops<T>(byte[] document, BananaSerializerOptions options)
    {
        Assert.IsTrue(options.Types.TryGet(out SliceableType<T>? type));
        UnslicerStack stack = new(options.ToUnslicerStackOptions());
        long before = MemoryCost.LiveBytes();
        ViolationException? refused = null;
        TokenReaderState state = default;
        long most = 0;
        int piece = Math.Max(1, document.Length / 64);
        for (int end = piece; refused is null && end < document.Length; end += piece)
        {
            TokenReader reader = new(document.AsSpan((int)state.Offset..end), state, options.Policy.Limits);
            try
            {
                stack.TryRead(ref reader, type.Unslicer, out _);
            }
            catch (ViolationException thrown)
            {
                refused = thrown;
            }

            state = reader.State;
            most = Math.Max(most, MemoryCost.LiveBytes() - before);
        }

        Console.WriteLine($"{typeof(T)}: {document.Length} bytes, at most {most} live, {stack.ManagedBytes} charged");
        Assert.IsNotNull(refused, $"{stack.ManagedBytes} charged, {most} live");
        Assert.AreEqual(ViolationCode.TooMuchMemory, refused.Code, refused.Message);
        Assert.IsLessThan(Most, most);
        stack.Restart();
        Assert.IsLessThan(256 * 1024, MemoryCost.LiveBytes() - before, "retained");
        GC.KeepAlive(stack);
        GC.KeepAlive(document);
    }

    private static List<object> Row(Func<int, object> make) => [.. Enumerable.Range(0, Count).Select(make)];

    private static BananaSerializerOptions NewOptions() => new() { Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxManagedBytes = Budget } } };
}

/// <summary>A class that makes much of little: some bytes on the wire, kilobytes in memory.</summary>
[Sliceable("test.greedy")]
internal sealed class Greedy
{
    public byte[] Room { get; set; } = new byte[4000];

    public List<int> Numbers { get; set; } = new(capacity: 500);

    public int Id { get; set; }
}

/// <summary>The same, made by a constructor with a parameter.</summary>
[Sliceable("test.greedy-record")]
internal sealed record GreedyRecord(int Id)
{
    public byte[] Room { get; init; } = new byte[4000];
}

/// <summary>What a peer sends as a <see cref="Greedy"/>.</summary>
[Sliceable("test.greedy")]
internal sealed class Lean
{
    public int Id { get; set; }
}

/// <summary>What a peer sends as a <see cref="GreedyRecord"/>.</summary>
[Sliceable("test.greedy-record")]
internal sealed record LeanRecord(int Id);

/// <summary>Built when what it belongs to is there, and makes much of little.</summary>
[Sliceable("test.greedy-late")]
internal sealed record GreedyLate(GreedyOwner? O)
{
    [SliceIgnore]
    public byte[] Room { get; } = new byte[2000];
}

[Sliceable("test.greedy-owner")]
internal sealed class GreedyOwner(List<GreedyLate>? l)
{
    public List<GreedyLate>? L { get; } = l;
}

[Sliceable("test.greedy-link")]
internal sealed record GreedyLink(GreedyLink? Next, int N)
{
    [SliceIgnore]
    public byte[] Room { get; } = new byte[2000];
}
