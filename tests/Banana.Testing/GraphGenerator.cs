using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Banana.Testing;

/// <summary>
/// Seeded random graphs of mutable and immutable nodes, shared and cyclic: cycles through tuples, built objects, frozen and immutable
/// collections, keys and members that reach what is unfinished when they are read.
/// </summary>
public static class GraphGenerator
{
    public static object Generate(int seed, int mostNodes = 16)
    {
        Random random = new(seed);
        List<object> nodes = [];
        for (int i = random.Next(1, mostNodes); i > 0; i--)
        {
            nodes.Add(random.Next(5) switch
            {
                0 => new List<object?>(),
                1 => new Dictionary<object, object?>(),
                2 => new object?[random.Next(0, 4)],
                3 => new Bag(),
                _ => new Node { Id = i },
            });
        }

        int mutable = nodes.Count;
        for (int i = random.Next(0, mostNodes); i > 0; i--)
        {
            object?[] items = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Pick(random, nodes))];
            nodes.Add(random.Next(2) == 0 ? new ObjectTuple(items) : new Card(items.FirstOrDefault(), items.LastOrDefault()));
        }

        for (int i = 0; i < mutable; i++)
        {
            Fill(random, nodes, nodes[i]);
        }

        return nodes[random.Next(nodes.Count)];
    }

    private static void Fill(Random random, List<object> nodes, object node)
    {
        int count = random.Next(0, 4);
        switch (node)
        {
            case List<object?> list:
                list.AddRange(Enumerable.Range(0, count).Select(_ => Pick(random, nodes)));
                break;
            case Dictionary<object, object?> dictionary:
                for (int i = 0; i < count; i++)
                {
                    dictionary[random.Next(2) == 0 ? i : $"key {i}"] = Pick(random, nodes);
                }

                break;
            case object?[] array:
                for (int i = 0; i < array.Length; i++)
                {
                    array[i] = Pick(random, nodes);
                }

                break;
            case Node typed:
                typed.Name = random.Next(3) == 0 ? null : $"node {typed.Id} \u00e9";
                typed.Next = nodes.OfType<Node>().ElementAtOrDefault(random.Next(nodes.Count));
                typed.Extra = Pick(random, nodes);
                typed.Edges = random.Next(2) == 0 ? null : [typed.Next, typed];
                break;
            case Bag bag:
                FillBag(random, nodes, bag);
                break;
            default:
                break;
        }
    }

    private static void FillBag(Random random, List<object> nodes, Bag bag)
    {
        bag.Set = Maybe(random, () => Keys(random, nodes).ToHashSet<object?>());
        bag.Map = Maybe(random, () => Entries(random, nodes));
        bag.Frozen = Maybe(random, () => Keys(random, nodes).ToFrozenSet());
        bag.FrozenMap = Maybe(random, () => Entries(random, nodes).ToFrozenDictionary());
        bag.ImmutableSet = Maybe(random, () => Keys(random, nodes).ToImmutableHashSet());
        bag.ImmutableMap = Maybe(random, () => Entries(random, nodes).ToImmutableDictionary());
        bag.Items = Maybe(random, () => Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, nodes)).ToImmutableList());
        bag.Array = random.Next(2) == 0 ? default : [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => Pick(random, nodes))];
        bag.Pair = KeyValuePair.Create(Pick(random, nodes), Pick(random, nodes));
        bag.Card = nodes.OfType<Card>().ElementAtOrDefault(random.Next(nodes.Count));
    }

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class =>
        random.Next(4) == 0 ? make() : null;

    private static Dictionary<object, object?> Entries(Random random, List<object> nodes) =>
        Keys(random, nodes).ToDictionary(key => key, _ => Pick(random, nodes));

    /// <summary>Keys that <see cref="GraphComparer"/> can put in order: texts, numbers, nodes by their id, and tuples that begin with a number.</summary>
    private static HashSet<object> Keys(Random random, List<object> nodes) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => random.Next(5) switch
        {
            0 => $"key {i}",
            1 => (object)i,
            2 => new ObjectTuple(i, Pick(random, nodes)),
            _ => (object?)nodes.OfType<Node>().ElementAtOrDefault(random.Next(nodes.Count)) ?? -i,
        })];

    private static object? Pick(Random random, List<object> nodes) => random.Next(10) switch
    {
        0 => null,
        1 => random.Next(),
        2 => random.NextInt64(),
        3 => random.NextDouble(),
        4 => $"text {random.Next(100)}",
        5 => random.Next(2) == 0,
        _ => nodes[random.Next(nodes.Count)],
    };
}
