using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Banana.Cli.Json;
using Banana.Foolscap;

namespace Banana.Cli.Peer;

/// <summary>
/// Random graphs of all of Foolscap's types, with shared containers, cycles, and cycles through tuples; the same for the same seed. Made as the Python peer makes them.
/// </summary>
/// <param name="seed">What they are made from.</param>
/// <param name="hasInstances">Whether there are instances of classes.</param>
/// <param name="isTree">Whether nothing is shared and there are no cycles, for peers that keep no references.</param>
[SuppressMessage("ApiDesign", "RS0030", Justification = "These are made up on purpose, from a seed.")]
internal sealed class RandomValues(int seed, bool hasInstances, bool isTree)
{
    private const int MostLevels = 4;

    private readonly BananaSerializerOptions _options = CommonOptions.NewOptions(FoolscapDialect.Instance);
    private readonly Random _random = new(seed);
    private readonly List<object?> _made = [];

    /// <summary>The next graph. Some that come up have an instance inside of itself, which Foolscap loses its connection over: they are passed over.</summary>
    public object? Next()
    {
        while (true)
        {
            _made.Clear();
            object? graph = Value(MostLevels);
            try
            {
                BananaSerializer.Serialize<object>(graph, _options);
                return graph;
            }
            catch (ViolationException refused) when (refused.Code == ViolationCode.NotRepresentable)
            {
                // the next one will do
            }
        }
    }

    private object? Value(int levels)
    {
        if (_made.Count > 0 && !isTree && _random.NextDouble() < 0.15)
        {
            return _made[_random.Next(_made.Count)];
        }

        if (levels <= 0 || _random.NextDouble() < 0.35)
        {
            return Leaf();
        }

        int count = _random.Next(5);
        return _random.Next(hasInstances ? 7 : 6) switch
        {
            0 => NewList(levels, count),
            1 => NewTuple(levels, count),
            2 => NewDictionary(levels, count),
            3 => NewSet(count),
            4 => new ObjectFrozenSet(Members(count)),
            5 => isTree ? NewList(levels, count) : NewCycleThroughATuple(levels),
            _ => NewInstance(levels, count),
        };
    }

    private List<object?> NewList(int levels, int count)
    {
        List<object?> list = Made(new List<object?>());
        for (int i = 0; i < count; i++)
        {
            list.Add(Value(levels - 1));
        }

        return list;
    }

    private ObjectTuple NewTuple(int levels, int count)
    {
        object?[] items = new object?[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = Value(levels - 1);
        }

        return count == 0 ? ObjectTuple.Empty : Made(new ObjectTuple(items));
    }

    /// <summary>Keys of one kind: Foolscap's sender must be able to sort them.</summary>
    private ObjectDictionary NewDictionary(int levels, int count)
    {
        ObjectDictionary dictionary = Made(new ObjectDictionary());
        int kind = _random.Next(3);
        for (int i = 0; i < count; i++)
        {
            object key = kind switch
            {
                0 => _random.Next(-50, 50),
                1 => new[] { (byte)_random.Next(256) },
                _ => Pick("a", "b", "c", "é", "€", "\U0001F34C"),
            };
            dictionary.TryAdd(key, Value(levels - 1));
        }

        return dictionary;
    }

    private ObjectSet NewSet(int count)
    {
        ObjectSet set = Made(new ObjectSet());
        foreach (object? member in Members(count))
        {
            set.Add(member);
        }

        return set;
    }

    /// <summary>A list in a tuple in that list.</summary>
    private List<object?> NewCycleThroughATuple(int levels)
    {
        List<object?> list = Made(new List<object?>());
        list.Add(Made(new ObjectTuple(list, Value(levels - 1))));
        list.Add(Value(levels - 1));
        return list;
    }

    private GenericObject NewInstance(int levels, int count)
    {
        GenericObject instance = new($"cls{_random.Next(3)}");
        for (int i = 0; i < count; i++)
        {
            instance.Add($"attr{i}", Value(levels - 1));
        }

        return instance;
    }

    private object?[] Members(int count) => [.. Enumerable.Range(0, count).Select(_ => Hashable(1))];

    private object? Hashable(int levels)
    {
        if (levels <= 0 || _random.NextDouble() < 0.7)
        {
            return Leaf();
        }

        object?[] items = new object?[_random.Next(3)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Hashable(levels - 1);
        }

        return items.Length == 0 ? ObjectTuple.Empty : new ObjectTuple(items);
    }

    private object? Leaf() => _random.Next(12) switch
    {
        0 => null,
        1 => _random.NextDouble() < 0.5,
        2 => _random.Next(-200, 200),
        3 => Smallest(_random.NextInt64(-(1L << 40), 1L << 40)),
        4 => Smallest(NextBig(_random.Next(1, 600))),
        5 => NextDouble(),
        6 or 7 => NextBytes(_random.Next(20)),
        8 or 9 => NextText(_random.Next(10)),
        10 => NextDecimal(),
        _ => _random.Next(4) switch { 0 => "list"u8.ToArray(), 1 => "none"u8.ToArray(), 2 => "list", _ => "reference"u8.ToArray() },
    };

    private BigInteger NextBig(int bits)
    {
        BigInteger number = new(NextBytes((bits / 8) + 1), isUnsigned: true);
        return _random.Next(2) == 0 ? number : -number;
    }

    private double NextDouble() => _random.Next(7) switch
    {
        0 => 0.0,
        1 => -0.0,
        2 => 1.5,
        3 => double.PositiveInfinity,
        4 => double.NegativeInfinity,
        5 => (_random.NextDouble() * 2e9) - 1e9,
        _ => BitConverter.Int64BitsToDouble(_random.NextInt64(1L << 62)),
    };

    private byte[] NextBytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string NextText(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Pick("a", "b", "é", "€", "\U0001F34C", " ")));

    private object NextDecimal()
    {
        DecimalText text = DecimalText.Parse(
            string.Create(CultureInfo.InvariantCulture, $"{_random.Next(-1_000_000, 1_000_000)}E{_random.Next(-6, 3)}"));
        return text.TryToDecimal(out decimal exact) ? exact : text;
    }

    /// <summary>As it comes back.</summary>
    private static object? Smallest(BigInteger number) =>
        IntegerTags.TryParse("int", number.ToString(CultureInfo.InvariantCulture), out object? smallest) ? smallest : number;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private T Made<T>(T container)
    {
        _made.Add(container);
        return container;
    }
}
