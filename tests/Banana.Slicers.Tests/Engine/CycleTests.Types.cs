using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

public sealed partial class CycleTests
{
    /// <summary>A mutable class with a way to itself through everything.</summary>
    private sealed class Hub
    {
        public static readonly SliceableType<Hub> Sliceable = new(Writer.Instance, new Reader());

        public Hub? Self { get; set; }

        public List<Hub?>? List { get; set; }

        public Dictionary<string, Hub?>? Dictionary { get; set; }

        public Hub?[]? Array { get; set; }

        public ImmutableArray<Hub?> Immutable { get; set; }

        public ReadOnlyCollection<Hub?>? ReadOnly { get; set; }

        public Tuple<Hub?, int>? Tuple { get; set; }

        public (int Number, Hub? Hub) ValueTuple { get; set; }

        public KeyValuePair<string, Hub?> Pair { get; set; }

        public Person[]? People { get; set; }

        private sealed class Writer() : InstanceSlicer<Hub>("test.hub")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Hub>> DescribeMembers() =>
            [
                new Member<Hub, Hub?>("self", Sliceable!, o => o.Self, (o, v) => o.Self = v),
                new Member<Hub, List<Hub?>?>("list", BuiltInTypes.List(Sliceable)!, o => o.List, (o, v) => o.List = v),
                new Member<Hub, Dictionary<string, Hub?>?>(
                    "dictionary", BuiltInTypes.Dictionary(BuiltInTypes.String, Sliceable)!, o => o.Dictionary, (o, v) => o.Dictionary = v),
                new Member<Hub, Hub?[]?>("array", BuiltInTypes.Array(Sliceable)!, o => o.Array, (o, v) => o.Array = v),
                new Member<Hub, ImmutableArray<Hub?>>("immutable", BuiltInTypes.ImmutableArray(Sliceable)!, o => o.Immutable, (o, v) => o.Immutable = v),
                new Member<Hub, ReadOnlyCollection<Hub?>?>(
                    "readonly", BuiltInTypes.ReadOnlyCollection(Sliceable)!, o => o.ReadOnly, (o, v) => o.ReadOnly = v),
                new Member<Hub, Tuple<Hub?, int>?>(
                    "tuple", BuiltInTypes.Tuple(Sliceable, BuiltInTypes.Int32)!, o => o.Tuple, (o, v) => o.Tuple = v),
                new Member<Hub, (int, Hub?)>(
                    "valuetuple", BuiltInTypes.ValueTuple(BuiltInTypes.Int32, Sliceable)!, o => o.ValueTuple, (o, v) => o.ValueTuple = v),
                new Member<Hub, KeyValuePair<string, Hub?>>(
                    "pair", BuiltInTypes.Pair(BuiltInTypes.String, Sliceable)!, o => o.Pair, (o, v) => o.Pair = v),
                new Member<Hub, Person[]?>("people", BuiltInTypes.Array(Person.Sliceable)!, o => o.People, (o, v) => o.People = v),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Hub>(Writer.Instance)
        {
            protected override Hub Create() => new();
        }
    }

    private sealed record Person(string Name, List<Person> Friends)
    {
        public static readonly SliceableType<Person> Sliceable = new(Writer.Instance, new Reader());

        private sealed class Writer() : InstanceSlicer<Person>("test.person")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Person>> DescribeMembers() =>
            [
                new Member<Person, string>("name", BuiltInTypes.String, o => o.Name),
                new Member<Person, List<Person>>("friends", BuiltInTypes.List(Sliceable), o => o.Friends),
            ];
        }

        private sealed class Reader() : ConstructedInstanceUnslicer<Person>(Writer.Instance)
        {
            protected override Person Build(IReadOnlyList<object?> parts) => new((string)parts[0]!, (List<Person>)parts[1]!);
        }
    }

    private sealed class Holder
    {
        public static readonly SliceableType<Holder> Sliceable = new(Writer.Instance, new Reader());

        public Sealed? Value { get; set; }

        private sealed class Writer() : InstanceSlicer<Holder>("test.holder")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Holder>> DescribeMembers() =>
                [new Member<Holder, Sealed?>("value", Sealed.Sliceable!, o => o.Value, (o, v) => o.Value = v)];
        }

        private sealed class Reader() : InstanceUnslicer<Holder>(Writer.Instance)
        {
            protected override Holder Create() => new();
        }
    }

    private sealed class Sealed(Holder holder)
    {
        public static readonly SliceableType<Sealed> Sliceable = new(Writer.Instance, new Reader());

        public Holder Holder { get; } = holder;

        private sealed class Writer() : InstanceSlicer<Sealed>("test.sealed")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Sealed>> DescribeMembers() =>
                [new Member<Sealed, Holder>("holder", Holder.Sliceable, o => o.Holder)];
        }

        private sealed class Reader() : ConstructedInstanceUnslicer<Sealed>(Writer.Instance)
        {
            protected override Sealed Build(IReadOnlyList<object?> parts) => new((Holder)parts[0]!);
        }
    }
}
