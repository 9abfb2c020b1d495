using Banana.Slicers.Tests.Instances;

namespace Banana.Fuzz.Corpus;

/// <summary>Samples of classes that a program would better not have, and of everything at once.</summary>
internal static class UserSamples
{
    private static readonly (string Name, Action<BananaSerializerOptions> Register)[] s_makers =
    [
        (
            "generated",
            options => options.Types.Add<Tree>().Add<Chain>().Add<MutableKey>().Add<Initialised>().Add<Shelf>().Add<Rude>().Add<RudeBuilt>().Add<RudeShelf>()),
        (
            "reflected",
            options => options.Types.AddReflected<Tree>().AddReflected<Chain>().AddReflected<MutableKey>().AddReflected<Initialised>()
                .AddReflected<Shelf>().AddReflected<Rude>().AddReflected<RudeBuilt>().AddReflected<RudeShelf>()),
    ];

    /// <summary>All of them, and whether their code misbehaves.</summary>
    public static IReadOnlyList<(Sample Sample, bool Misbehaves)> All { get; } = [.. s_makers.SelectMany(maker => Of(maker.Name, maker.Register))];

    private static IEnumerable<(Sample Sample, bool Misbehaves)> Of(string maker, Action<BananaSerializerOptions> register)
    {
        Sample<T> New<T>(string name, Func<T> make) => new($"user types, {maker}", name, make) { Register = register };

        yield return (New("structural records", NewShelf), false);
        yield return (New("initialised members", () => new List<object?> { new Initialised(), new Initialised { Small = 1 } }), false);
        yield return (New("chain", () => new Chain { Next = new Chain { Number = 2, Any = new List<object?>() }, Any = "x" }), false);
        yield return (New("rude", () => new Rude { Any = "any" }), true);
        yield return (New("rude shelf", NewRudeShelf), true);
        Action<BananaSerializerOptions> all = options =>
        {
            InstanceSamples.All.First(sample => sample.Family == maker).Register!(options);
            register(options);
            options.Types.Add(Node.Sliceable).Add(Bag.Sliceable).Add(Card.Sliceable);
        };
        foreach (int seed in Enumerable.Range(1, 4))
        {
            yield return (new Sample<object>($"anything, {maker}", $"random graph {seed}", () => GraphGenerator.Generate(Seeds.Fixed + seed)) { Register = all }, true);
        }
    }

    private static Shelf NewShelf()
    {
        Tree leaf = new(1, "leaf");
        Tree shared = new(leaf, leaf);
        return new Shelf
        {
            Trees = [shared, new Tree(shared, shared)],
            Chains = new() { [new Chain { Number = 1, Next = new Chain() }] = 1 },
            Keys = [new MutableKey { Name = "a", Parent = new MutableKey { Name = "p" } }],
            Tuples = new() { [Tuple.Create<object, object>(Tuple.Create<object, object>(1, 2), "b")] = "t" },
            Sorted = new() { ["b"] = 1, ["a"] = leaf },
            Any = new List<object?> { shared, leaf },
        };
    }

    private static RudeShelf NewRudeShelf() => new()
    {
        Set = [new Rude { InHash = 8 }, new Rude { InHash = 16 }],
        Map = new() { [new Rude { InHash = 24 }] = new RudeBuilt(0, "x") },
        List = [new Rude { Any = "a" }, null],
        Built = new RudeBuilt(8, new List<object?>()),
        Any = new Rude(),
    };
}
