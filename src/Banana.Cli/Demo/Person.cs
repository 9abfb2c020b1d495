using Banana.Slicing;

namespace Banana.Cli.Demo;

/// <summary>What the demo sends: people who know each other, share a house, and hold badges that lead back to them.</summary>
internal sealed class Person
{
    /// <summary>Both halves of the class, written by hand.</summary>
    public static readonly SliceableType<Person> Sliceable = new(PersonSlicer.Instance, new PersonUnslicer());

    public string Name { get; set; } = "";

    public List<Person> Friends { get; set; } = [];

    public Dictionary<string, int> House { get; set; } = [];

    /// <summary>A tuple of a title, a number and the owner: immutable, and yet part of a cycle.</summary>
    public object? Badge { get; set; }

    private sealed class PersonSlicer() : InstanceSlicer<Person>("demo.person")
    {
        public static readonly PersonSlicer Instance = new();

        protected override IEnumerable<Member<Person>> DescribeMembers() =>
        [
            new Member<Person, string>("name", BuiltInTypes.String, o => o.Name, (o, v) => o.Name = v),
            new Member<Person, List<Person>>("friends", BuiltInTypes.List(Sliceable), o => o.Friends, (o, v) => o.Friends = v),
            new Member<Person, Dictionary<string, int>>(
                "house", BuiltInTypes.Dictionary(BuiltInTypes.String, BuiltInTypes.Int32), o => o.House, (o, v) => o.House = v),
            new Member<Person, object?>("badge", BuiltInTypes.Object!, o => o.Badge, (o, v) => o.Badge = v),
        ];
    }

    private sealed class PersonUnslicer() : InstanceUnslicer<Person>(PersonSlicer.Instance)
    {
        protected override Person Create() => new();
    }
}
