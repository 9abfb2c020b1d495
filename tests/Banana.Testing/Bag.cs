using System.Collections.Frozen;
using System.Collections.Immutable;
using Banana.Slicing;

namespace Banana.Testing;

/// <summary>A class full of sets, frozen and immutable collections, pairs and tuples of anything.</summary>
public sealed class Bag
{
    public static readonly SliceableType<Bag> Sliceable = new(Writer.Instance, new Reader());

    public HashSet<object?>? Set { get; set; }

    public Dictionary<object, object?>? Map { get; set; }

    public FrozenSet<object>? Frozen { get; set; }

    public FrozenDictionary<object, object?>? FrozenMap { get; set; }

    public ImmutableHashSet<object>? ImmutableSet { get; set; }

    public ImmutableDictionary<object, object?>? ImmutableMap { get; set; }

    public ImmutableList<object?>? Items { get; set; }

    public ImmutableArray<object?> Array { get; set; }

    public KeyValuePair<object?, object?> Pair { get; set; }

    public Card? Card { get; set; }

    private sealed class Writer() : InstanceSlicer<Bag>("test.bag")
    {
        public static readonly Writer Instance = new();

        protected override IEnumerable<Member<Bag>> DescribeMembers()
        {
            SliceableType<object> any = BuiltInTypes.Object;
            return
            [
                new Member<Bag, HashSet<object?>?>("set", BuiltInTypes.Set(any)!, o => o.Set, (o, v) => o.Set = v),
                new Member<Bag, Dictionary<object, object?>?>("map", BuiltInTypes.Dictionary(any, any)!, o => o.Map, (o, v) => o.Map = v),
                new Member<Bag, FrozenSet<object>?>("frozen", BuiltInTypes.FrozenSet(any)!, o => o.Frozen, (o, v) => o.Frozen = v),
                new Member<Bag, FrozenDictionary<object, object?>?>(
                    "frozen-map", BuiltInTypes.FrozenDictionary(any, any)!, o => o.FrozenMap, (o, v) => o.FrozenMap = v),
                new Member<Bag, ImmutableHashSet<object>?>(
                    "immutable-set", BuiltInTypes.ImmutableSet(any)!, o => o.ImmutableSet, (o, v) => o.ImmutableSet = v),
                new Member<Bag, ImmutableDictionary<object, object?>?>(
                    "immutable-map", BuiltInTypes.ImmutableDictionary(any, any)!, o => o.ImmutableMap, (o, v) => o.ImmutableMap = v),
                new Member<Bag, ImmutableList<object?>?>("items", BuiltInTypes.ImmutableList(any)!, o => o.Items, (o, v) => o.Items = v),
                new Member<Bag, ImmutableArray<object?>>("array", BuiltInTypes.ImmutableArray(any)!, o => o.Array, (o, v) => o.Array = v),
                new Member<Bag, KeyValuePair<object?, object?>>("pair", BuiltInTypes.Pair(any, any)!, o => o.Pair, (o, v) => o.Pair = v),
                new Member<Bag, Card?>("card", Card.Sliceable!, o => o.Card, (o, v) => o.Card = v),
            ];
        }
    }

    private sealed class Reader() : InstanceUnslicer<Bag>(Writer.Instance)
    {
        protected override Bag Create() => new();
    }
}

/// <summary>A class that is built by its constructor.</summary>
public sealed class Card(object? front, object? back)
{
    public static readonly SliceableType<Card> Sliceable = new(Writer.Instance, new Reader());

    public object? Front { get; } = front;

    public object? Back { get; } = back;

    private sealed class Writer() : InstanceSlicer<Card>("test.card")
    {
        public static readonly Writer Instance = new();

        protected override IEnumerable<Member<Card>> DescribeMembers() =>
        [
            new Member<Card, object?>("front", BuiltInTypes.Object!, o => o.Front),
            new Member<Card, object?>("back", BuiltInTypes.Object!, o => o.Back),
        ];
    }

    private sealed class Reader() : ConstructedInstanceUnslicer<Card>(Writer.Instance)
    {
        protected override Card Build(IReadOnlyList<object?> parts) => new(parts[0], parts[1]);
    }
}
