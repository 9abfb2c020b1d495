using System.Collections.Frozen;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Types;

public sealed partial class HashedCollectionTests
{
    /// <summary>Built with a set.</summary>
    private sealed class Case(FrozenSet<object> set)
    {
        public static readonly SliceableType<FrozenSet<object>> AnySet = BuiltInTypes.FrozenSet(BuiltInTypes.Object);

        public static readonly SliceableType<Case> Sliceable = new(Writer.Instance, new Reader());

        public FrozenSet<object> Set { get; } = set;

        private sealed class Writer() : InstanceSlicer<Case>("test.case")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Case>> DescribeMembers() => [new Member<Case, FrozenSet<object>>("set", AnySet, o => o.Set)];
        }

        private sealed class Reader() : ConstructedInstanceUnslicer<Case>(Writer.Instance)
        {
            protected override Case Build(IReadOnlyList<object?> parts) => new((FrozenSet<object>)parts[0]!);
        }
    }

    /// <summary>Its name is sent last, and its marks hash it.</summary>
    private sealed class Pen
    {
        public static readonly SliceableType<Pen> Sliceable = new(Writer.Instance, new Reader());

        public FrozenSet<Mark>? Marks { get; set; }

        public FrozenDictionary<Mark, int>? Map { get; set; }

        public string? Name { get; set; }

        private sealed class Writer() : InstanceSlicer<Pen>("test.pen")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Pen>> DescribeMembers() =>
            [
                new Member<Pen, FrozenSet<Mark>?>("marks", BuiltInTypes.FrozenSet(Mark.Sliceable)!, o => o.Marks, (o, v) => o.Marks = v),
                new Member<Pen, FrozenDictionary<Mark, int>?>(
                    "map", BuiltInTypes.FrozenDictionary(Mark.Sliceable, BuiltInTypes.Int32)!, o => o.Map, (o, v) => o.Map = v),
                new Member<Pen, string?>("name", BuiltInTypes.String!, o => o.Name, (o, v) => o.Name = v),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Pen>(Writer.Instance)
        {
            protected override Pen Create() => new();
        }
    }

    /// <summary>Equal to another of the same number whose owner has the same name.</summary>
    private sealed class Mark(Pen owner, int number) : IEquatable<Mark>
    {
        public static readonly SliceableType<Mark> Sliceable = new(Writer.Instance, new Reader());

        public Pen Owner { get; } = owner;

        public int Number { get; } = number;

        public bool Equals(Mark? other) => other is not null && other.Number == Number && other.Owner.Name == Owner.Name;

        public override bool Equals(object? obj) => Equals(obj as Mark);

        public override int GetHashCode() => HashCode.Combine(Number, Owner.Name);

        private sealed class Writer() : InstanceSlicer<Mark>("test.mark")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Mark>> DescribeMembers() =>
            [
                new Member<Mark, Pen>("owner", Pen.Sliceable, o => o.Owner),
                new Member<Mark, int>("number", BuiltInTypes.Int32, o => o.Number),
            ];
        }

        private sealed class Reader() : ConstructedInstanceUnslicer<Mark>(Writer.Instance)
        {
            protected override Mark Build(IReadOnlyList<object?> parts) => new((Pen)parts[0]!, (int)parts[1]!);
        }
    }
}
