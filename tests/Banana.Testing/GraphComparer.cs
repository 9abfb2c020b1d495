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
        _ => null,
    };
}
