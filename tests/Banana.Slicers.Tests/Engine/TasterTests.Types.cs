using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

public sealed partial class TasterTests
{
    /// <summary>Wants a digit for its grade, and no text above three bytes inside.</summary>
    private sealed class Badge
    {
        public static readonly SliceableType<Badge> Sliceable = new(Writer.Instance, new Reader { Taster = new() { Children = s_short } });

        public Badge() => Made++;

        public static int Made { get; private set; }

        public object? Inside { get; set; }

        public string? Name { get; set; }

        public int Grade { get; set; }

        private sealed class Writer() : InstanceSlicer<Badge>("test.badge")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Badge>> DescribeMembers() =>
            [
                new Member<Badge, object?>("inside", BuiltInTypes.Object!, o => o.Inside, (o, v) => o.Inside = v),
                new Member<Badge, int>("grade", BuiltInTypes.Int32, o => o.Grade, (o, v) => o.Grade = v) { Taster = s_digits },
                new Member<Badge, string?>("name", BuiltInTypes.String!, o => o.Name, (o, v) => o.Name = v),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Badge>(Writer.Instance)
        {
            protected override Badge Create() => new();
        }
    }

    /// <summary>Only members of it bring tasters.</summary>
    private sealed class Tag
    {
        public static readonly SliceableType<Tag> Sliceable = new(Writer.Instance, new Reader());

        public List<string>? Words { get; set; }

        public List<string>? Free { get; set; }

        public string? Mark { get; set; }

        private sealed class Writer() : InstanceSlicer<Tag>("test.tag")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Tag>> DescribeMembers() =>
            [
                new Member<Tag, List<string>?>("words", BuiltInTypes.List(BuiltInTypes.String)!, o => o.Words, (o, v) => o.Words = v) { Taster = new() { Children = s_short } },
                new Member<Tag, List<string>?>("free", BuiltInTypes.List(BuiltInTypes.String)!, o => o.Free, (o, v) => o.Free = v),
                new Member<Tag, string?>("mark", BuiltInTypes.String!, o => o.Mark, (o, v) => o.Mark = v) { Taster = s_short },
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Tag>(Writer.Instance)
        {
            protected override Tag Create() => new();
        }
    }

    /// <summary>Decides by itself, and allows more than anybody should.</summary>
    private sealed class Loose
    {
        private static readonly Taster s_decides = new()
        {
            OverridesOuter = true, MaxStringBytes = 100_000, Tokens = TokenTypes.All, Accepts = _ => true,
        };

        public static readonly SliceableType<Loose> Sliceable = new(Writer.Instance, new Reader { Taster = new() { Children = s_decides } });

        public string? Text { get; set; }

        private sealed class Writer() : InstanceSlicer<Loose>("test.loose")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Loose>> DescribeMembers() =>
            [
                new Member<Loose, string?>("text", BuiltInTypes.String!, o => o.Text, (o, v) => o.Text = v) { Taster = s_decides },
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Loose>(Writer.Instance)
        {
            protected override Loose Create() => new();
        }
    }
}
