using Banana.Cli.Json;
using Banana.Slicing;

namespace Banana.Live.Tests.Peers;

/// <summary>Graphs full of cycles through tuples: Foolscap's receiver gets some of them wrong without a word, and those our sender refuses.</summary>
[TestClass]
public sealed class CycleTests
{
    private const int Graphs = 1000; // 100,000 were tried when this was written

    [TestMethod]
    [Clause("F-6")]
    public async Task CyclesThroughTuples_ThroughPython_ComeBackExactlyOrAreRefused()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(BuiltInTypes.GenericObject);
        int came = 0;
        int refused = 0;
        for (int seed = Seeds.Fixed; came + refused < Graphs; seed++)
        {
            object graph = Generate(new Random(seed));
            byte[] bytes;
            try
            {
                bytes = BananaSerializer.Serialize(graph, options);
            }
            catch (ViolationException violation) when (violation.Code == ViolationCode.NotRepresentable)
            {
                refused++;
                continue;
            }

            came++;
            object? back = BananaSerializer.Deserialize<object>(await PythonRecoder.RecodeAsync(bytes, $"seed {seed}"), options);
            Assert.AreEqual(Describe(graph), Describe(back), $"seed {seed} {Hex.Format(bytes)}");
        }

        Assert.IsGreaterThan(Graphs / 20, refused);
        Assert.IsGreaterThan(Graphs / 2, came);
    }

    /// <summary>The smallest of them: a tuple whose dictionary waits for it, and then a list.</summary>
    [TestMethod]
    [Clause("F-6")]
    public void Tuple_ThatAListWaitsForBehindADictionary_IsRefusedUnlessFoolscapsBytesAreAskedFor()
    {
        ObjectDictionary dictionary = new();
        List<object?> list = [];
        ObjectTuple tuple = new(dictionary, list);
        dictionary.Add(1, tuple);
        list.Add(tuple);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize<object>(tuple, new BananaSerializerOptions(FoolscapDialect.Instance)));
        Assert.AreEqual((ViolationCode.NotRepresentable, "$[1][0]"), (refused.Code, refused.Path));
        Assert.IsNotEmpty(BananaSerializer.Serialize<object>(tuple, new BananaSerializerOptions(new FoolscapDialect { CopiesInstances = true })));

        List<object?> before = [];
        ObjectDictionary after = new();
        ObjectTuple fine = new(before, after); // the list first: Foolscap can do that
        before.Add(fine);
        after.Add(1, fine);
        Assert.IsNotEmpty(BananaSerializer.Serialize<object>(fine, new BananaSerializerOptions(FoolscapDialect.Instance)));
    }

    /// <summary>Instances that are shared come back as several, and Python has one empty tuple: neither is made here.</summary>
    private static object Generate(Random random)
    {
        List<object> mutable = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => NewContainer(random))];
        List<object> all = [.. mutable];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            all.Add(new ObjectTuple([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (object?)NewPart(random, all))]));
        }

        foreach (object container in mutable)
        {
            for (int i = random.Next(0, 4); i > 0; i--)
            {
                Add(container, i, all[random.Next(all.Count)], NewPart(random, all));
            }
        }

        return all[^1];
    }

    private static object NewContainer(Random random) => random.Next(5) switch
    {
        0 or 1 => new List<object?>(),
        2 or 3 => new ObjectDictionary(),
        _ => new ObjectSet(),
    };

    private static object NewPart(Random random, List<object> all) => random.Next(12) switch
    {
        0 => new GenericObject("test") { { "a", all[random.Next(all.Count)] } },
        1 or 2 => random.Next(9),
        _ => all[random.Next(all.Count)],
    };

    private static void Add(object container, int number, object key, object value)
    {
        switch (container)
        {
            case List<object?> list:
                list.Add(value);
                break;
            case ObjectSet set:
                set.Add(ObjectDictionary.CanBeKey(key) ? key : number);
                break;
            default:
                ((ObjectDictionary)container).TryAdd(ObjectDictionary.CanBeKey(key) ? key : number, value);
                break;
        }
    }

    private static string Describe(object? graph) => CanonicalWriter.Write(graph, FoolscapDialect.Instance, sorts: true);
}
