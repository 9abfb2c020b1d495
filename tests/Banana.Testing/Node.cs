using Banana.Slicing;

namespace Banana.Testing;

/// <summary>A class with every kind of position: text, number, itself, a list of itself, anything.</summary>
public sealed class Node
{
    public static readonly SliceableType<Node> Sliceable = new(Writer.Instance, new Reader());

    public string? Name { get; set; }

    public int Id { get; set; }

    public Node? Next { get; set; }

    public List<Node?>? Edges { get; set; }

    public object? Extra { get; set; }

    public static BananaSerializerOptions NewOptions(BananaPolicy? policy = null, Wire.WireDialect? dialect = null)
    {
        BananaSerializerOptions options = new(dialect) { Policy = policy ?? BananaPolicy.Untrusted };
        options.Types.Add(Sliceable).Add(Bag.Sliceable).Add(Card.Sliceable);
        return options;
    }

    private sealed class Writer() : InstanceSlicer<Node>("test.node")
    {
        public static readonly Writer Instance = new();

        protected override IEnumerable<Member<Node>> DescribeMembers() =>
        [
            new Member<Node, string?>("name", BuiltInTypes.String!, o => o.Name, (o, v) => o.Name = v),
            new Member<Node, int>("id", BuiltInTypes.Int32, o => o.Id, (o, v) => o.Id = v),
            new Member<Node, Node?>("next", Sliceable!, o => o.Next, (o, v) => o.Next = v),
            new Member<Node, List<Node?>?>("edges", BuiltInTypes.List(Sliceable)!, o => o.Edges, (o, v) => o.Edges = v, isRequired: false),
            new Member<Node, object?>("extra", BuiltInTypes.Object!, o => o.Extra, (o, v) => o.Extra = v, isRequired: false),
        ];
    }

    private sealed class Reader() : InstanceUnslicer<Node>(Writer.Instance)
    {
        protected override Node Create() => new();
    }
}
