using Banana.Slicing;
using Banana.Wire;

namespace Banana.Fuzz.Corpus;

/// <summary>Honest documents that a program could read next, on the same thread and with the same options.</summary>
internal sealed class Probes
{
    private readonly BananaSerializerOptions _options;
    private readonly Func<string?>[] _all;

    public Probes(BananaSerializerOptions options)
    {
        _options = options;
        bool isNet = options.Dialect == WireDialect.Net;
        _all =
        [
            Probe<object>(new List<object?> { "reader", null, 5, Array.Empty<byte>() }),
            Probe<object>(new ObjectTuple(new List<object?> { "a" }, "b")),
            Probe("text"),
            .. isNet ? Declared() : [],
        ];
    }

    /// <summary>Reads them all; null if each is what it was.</summary>
    public string? FindChanged()
    {
        foreach (Func<string?> probe in _all)
        {
            if (probe() is { } changed)
            {
                return changed;
            }
        }

        return null;
    }

    private Func<string?>[] Declared() =>
    [
        Probe(new List<string> { "reader" }), Probe(Array.Empty<byte>()), Probe(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }),
        Probe(new HashSet<string> { "x", "y" }),
        Probe<object>(new Dictionary<object, object> { ["k"] = new List<object> { 1L, "v" }, [7] = new object[] { "z" } }),
        .. _options.Types.TryGet(out SliceableType<Node>? _)
            ? new[] { Probe(new Node { Name = "n", Id = 3, Edges = [new Node()], Extra = new List<object?> { "e" } }) }
            : [],
    ];

    private Func<string?> Probe<T>(T value)
        where T : class
    {
        byte[] bytes = BananaSerializer.Serialize(value, _options);
        return () =>
        {
            try
            {
                byte[] now = BananaSerializer.Serialize(BananaSerializer.Deserialize<T>(bytes, _options), _options);
                return now.AsSpan().SequenceEqual(bytes) ? null : $"{typeof(T).Name} {Hex.Format(bytes)} became {Hex.Format(now)}";
            }
            catch (Exception thrown)
            {
                return $"{typeof(T).Name} {Hex.Format(bytes)} was refused: {thrown.Message}";
            }
        };
    }
}
