namespace Banana.Testing;

/// <summary>Seeded random graphs of mutable and immutable nodes, shared and cyclic, cycles through tuples included.</summary>
public static class GraphGenerator
{
    public static object Generate(int seed, int mostNodes = 16)
    {
        Random random = new(seed);
        List<object> nodes = [];
        for (int i = random.Next(1, mostNodes); i > 0; i--)
        {
            nodes.Add(random.Next(4) switch
            {
                0 => new List<object?>(),
                1 => new Dictionary<object, object?>(),
                2 => new object?[random.Next(0, 4)],
                _ => new Node { Id = i },
            });
        }

        int mutable = nodes.Count;
        for (int i = random.Next(0, mostNodes); i > 0; i--)
        {
            object?[] items = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Pick(random, nodes))];
            nodes.Add(new ObjectTuple(items));
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
            default:
                break;
        }
    }

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
