using System.Buffers;
using Banana.Slicing;
using Banana.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Random graphs come back isomorphic: whole, cut, paused, over one connection.</summary>
[TestClass]
public sealed class RandomGraphTests
{
    public static IEnumerable<object[]> Dialects => [[WireDialect.Net], [FoolscapDialect.Instance]];

    private const int Graphs = 10_000;

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithReplay(Seeds.Fixed, 1);

    private static readonly Arbitrary<int> s_seeds = ArbMap.Default.GeneratorFor<int>().ToArbitrary();

    [TestMethod]
    public void RoundTrip_OfRandomGraphs_GivesIsomorphicGraphs()
    {
        BananaSerializerOptions options = Node.NewOptions();
        int number = 0;
        Prop.ForAll(
            s_seeds,
            seed =>
            {
                object graph = GraphGenerator.Generate(seed ^ (number++ << 8));
                object? back = BananaSerializer.Deserialize<object>(BananaSerializer.Serialize(graph, options), options);
                return GraphComparer.AreIsomorphic(graph, back);
            }).Check(s_config.WithMaxTest(Graphs));
        Assert.IsGreaterThanOrEqualTo(Graphs, number);
    }

    [TestMethod]
    public void RoundTrip_OfRandomGraphsPausedAndCutAnywhere_GivesTheSameBytesAndGraphs()
    {
        BananaSerializerOptions options = Node.NewOptions();
        for (int seed = 0; seed < 500; seed++)
        {
            object graph = GraphGenerator.Generate(Seeds.Fixed + seed, mostNodes: 30);
            byte[] whole = BananaSerializer.Serialize(graph, options);
            Assert.AreEqual(Hex.Format(whole), Hex.Format(Paused(graph, options, budget: 1)), $"seed {Seeds.Fixed + seed}");
            Receiver<object> receiver = new(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer);
            foreach (byte[] piece in Cuts.InPieces(whole, 1))
            {
                receiver.Feed(piece, segmented: seed % 2 == 0);
            }

            Assert.IsTrue(GraphComparer.AreIsomorphic(graph, receiver.Events.Single().Value), $"seed {Seeds.Fixed + seed}");
        }
    }

    [TestMethod]
    public void Read_OfRandomGraphsUnderTightLimits_DecidesTheSameWholeAndByteByByte()
    {
        BananaSerializerOptions writing = Node.NewOptions();
        int refused = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            Random random = new(Seeds.Fixed + seed);
            byte[] bytes = BananaSerializer.Serialize(GraphGenerator.Generate(Seeds.Fixed + seed, mostNodes: 30), writing);
            UnslicerStackOptions reading = Node.NewOptions(BananaPolicy.Untrusted with
            {
                Limits = BananaPolicy.Untrusted.Limits with
                {
                    MaxDepth = random.Next(1, 12),
                    MaxObjects = random.Next(1, 60),
                    MaxManagedBytes = random.Next(64, 8000),
                    MaxCollectionItems = random.Next(1, 6),
                    MaxReferences = random.Next(1, 60),
                    MaxTokens = random.Next(1, 200),
                    MaxWireBytes = random.Next(1, 1000),
                },
            }).ToUnslicerStackOptions();
            Received expected = Receiver.ReadAll(reading, BuiltInTypes.Object.Unslicer, bytes).Single();
            Received actual = Receiver.ReadAll(reading, BuiltInTypes.Object.Unslicer, Cuts.InPieces(bytes, 1)).Single();
            Assert.AreEqual(expected.Kind, actual.Kind, $"seed {Seeds.Fixed + seed}: {actual.Violation} {expected.Violation}");
            Assert.AreEqual(
                (expected.Violation?.Code, expected.Violation?.Path), (actual.Violation?.Code, actual.Violation?.Path), $"seed {Seeds.Fixed + seed}");
            refused += expected.Violation is null ? 0 : 1;
        }

        Assert.IsTrue(refused is > 300 and < 2900, $"{refused} of 3000 were refused; both must be seen often");
    }

    [TestMethod]
    [DynamicData(nameof(Dialects))]
    public void Write_OfRandomGraphsUnderADepthLimit_RefusesJustWhatAReaderOfTheSameLimitWould(WireDialect dialect)
    {
        int refused = 0;
        for (int seed = 0; seed < 4000; seed++)
        {
            object graph = GraphGenerator.Generate(Seeds.Fixed + seed, mostNodes: 12);
            BananaPolicy policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxDepth = 1 + (seed % 6) } };
            BananaSerializerOptions limited = Node.NewOptions(policy, dialect);
            if (!TryRun(() => BananaSerializer.Serialize(graph, Node.NewOptions(dialect: dialect)), out byte[]? bytes, out _))
            {
                continue; // the dialect cannot say it
            }

            bool isRead = TryRun(() => BananaSerializer.Deserialize<object>(bytes, limited), out _, out ViolationCode? reading);
            bool isWritten = TryRun(() => BananaSerializer.Serialize(graph, limited), out _, out ViolationCode? writing);
            Assert.AreEqual((isRead, reading), (isWritten, writing), $"seed {Seeds.Fixed + seed}");
            refused += isRead ? 0 : 1;
        }

        Assert.IsTrue(refused is > 150 and < 3800, $"{refused} were refused; both must be seen often");
    }

    [TestMethod]
    [Clause("R-4")]
    public void Connection_WithReferencesForItsWholeLife_KeepsIdentityAcrossObjects()
    {
        BananaSerializerOptions options = Node.NewOptions();
        ArrayBufferWriter<byte> output = new();
        SlicerStack sending = new(options.ToSlicerStackOptions() with { References = ReferenceScope.Connection, Numbering = OpenNumbering.Full });
        List<object?> sent = [];
        for (int seed = 0; seed < 300; seed++)
        {
            sent.Add(seed % 3 == 2 ? sent[seed / 2] : GraphGenerator.Generate(seed));
            TokenWriter writer = new(output);
            sending.Write(ref writer, BuiltInTypes.Object.Slicer, sent[seed]);
            writer.Commit();
        }

        Receiver<object> receiver = new(
            options.ToUnslicerStackOptions() with { References = ReferenceScope.Connection }, BuiltInTypes.Object.Unslicer);
        receiver.Feed(output.WrittenSpan.ToArray());
        List<object?> back = receiver.Events.ConvertAll(item => item.Value);
        Assert.HasCount(300, back);
        Assert.IsTrue(GraphComparer.AreIsomorphic(sent, back), "all of them, as one graph");
    }

    [TestMethod]
    public void Comparer_OfGraphsThatDifferOnlyInSharing_SeesTheDifference()
    {
        List<object?> shared = [];
        Assert.IsTrue(GraphComparer.AreIsomorphic(new List<object?> { shared, shared }, new List<object?> { shared, shared }));
        Assert.IsFalse(GraphComparer.AreIsomorphic(new List<object?> { shared, shared }, new List<object?> { new List<object?>(), new List<object?>() }));
        Assert.IsFalse(GraphComparer.AreIsomorphic(new List<object?> { new List<object?>(), new List<object?>() }, new List<object?> { shared, shared }));
        Assert.IsFalse(GraphComparer.AreIsomorphic(1, 1L));
    }

    private static bool TryRun<T>(Func<T> action, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? result, out ViolationCode? code)
    {
        try
        {
            result = action()!;
            code = null;
            return true;
        }
        catch (ViolationException refused)
        {
            result = default;
            code = refused.Code;
            return false;
        }
    }

    private static byte[] Paused(object graph, BananaSerializerOptions options, long budget)
    {
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(options.ToSlicerStackOptions());
        SliceStep step;
        do
        {
            TokenWriter writer = new(output, budget);
            step = stack.IsBusy ? stack.Continue(ref writer) : stack.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
            writer.Commit();
        }
        while (step != SliceStep.Done);
        return output.WrittenSpan.ToArray();
    }
}
