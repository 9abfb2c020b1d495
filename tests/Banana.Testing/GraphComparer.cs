using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Banana.Testing;

/// <summary>Whether two graphs are the same up to identity: same shapes, same values, the same nodes shared in the same places.</summary>
public static class GraphComparer
{
    public static bool AreIsomorphic(object? left, object? right)
    {
        Dictionary<object, object> there = new(ReferenceEqualityComparer.Instance);
        Dictionary<object, object> back = new(ReferenceEqualityComparer.Instance);
        Stack<(object? Left, object? Right)> work = new([(left, right)]);
        while (work.TryPop(out (object? Left, object? Right) pair))
        {
            object?[]? children = ChildrenOf(pair.Left);
            object?[]? others = ChildrenOf(pair.Right);
            if (children is null || others is null)
            {
                if (children is not null || others is not null || !Equals(pair.Left, pair.Right) || pair.Left?.GetType() != pair.Right?.GetType())
                {
                    return false;
                }

                continue;
            }

            bool isKnown = there.TryGetValue(pair.Left!, out object? match);
            if (isKnown != back.ContainsKey(pair.Right!) || (isKnown && !ReferenceEquals(match, pair.Right)))
            {
                return false;
            }

            if (isKnown)
            {
                continue;
            }

            there.Add(pair.Left!, pair.Right!);
            back.Add(pair.Right!, pair.Left!);
            if (pair.Left!.GetType() != pair.Right!.GetType() || children.Length != others.Length)
            {
                return false;
            }

            for (int i = 0; i < children.Length; i++)
            {
                work.Push((children[i], others[i]));
            }
        }

        return true;
    }

    private static object?[]? ChildrenOf(object? node) => node switch
    {
        List<object?> list => [.. list],
        List<Node?> list => [.. list],
        object?[] array => array,
        ObjectTuple tuple => [.. tuple],
        Dictionary<object, object?> dictionary => [.. dictionary.SelectMany(entry => new[] { entry.Key, entry.Value })],
        Node typed => [typed.Name, typed.Id, typed.Next, typed.Edges, typed.Extra],
        Card card => [card.Front, card.Back],
        Bag bag =>
        [
            bag.Set, bag.Map, bag.Frozen, bag.FrozenMap, bag.ImmutableSet, bag.ImmutableMap, bag.Items, bag.Pair.Key, bag.Pair.Value, bag.Card,
            bag.Array.IsDefault ? null : bag.Array.Length, .. bag.Array.IsDefault ? [] : bag.Array,
        ],
        HashSet<object?> set => [.. set],
        IImmutableSet<object> set => [.. set.OrderBy(Order, StringComparer.Ordinal)],
        FrozenSet<object> set => [.. set.OrderBy(Order, StringComparer.Ordinal)],
        IImmutableDictionary<object, object?> map => EntriesOf(map),
        FrozenDictionary<object, object?> map => EntriesOf(map),
        ImmutableList<object?> list => [.. list],
        _ => null,
    };

    private static object?[] EntriesOf(IEnumerable<KeyValuePair<object, object?>> map) =>
        [.. map.OrderBy(entry => Order(entry.Key), StringComparer.Ordinal).SelectMany(entry => new[] { entry.Key, entry.Value })];

    /// <summary>What the members of collections without an order of their own are put in order by; no two in one are alike.</summary>
    private static string Order(object key) => key switch
    {
        Node node => $"node {node.Id}",
        ObjectTuple tuple => $"tuple {tuple[0]}",
        _ => $"{key.GetType()} {key}",
    };
}
