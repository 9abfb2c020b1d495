using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

// Types whose own code is called wherever the engine calls any, and does what a test says there.
public sealed partial class UserCodeTests
{
    [ThreadStatic]
    private static Dictionary<string, Action>? s_calls;

    private static void At(string place) => s_calls?.GetValueOrDefault(place)?.Invoke();

    private static BananaSerializerOptions NewOptions(Action<Violation>? onRefused = null)
    {
        BananaSerializerOptions options = new() { OnRefusedElement = onRefused };
        options.Types.Add(Caller.Sliceable).Add(Whole.Sliceable).Add(Mark.Sliceable)
            .Add(BuiltInTypes.Set(Caller.Sliceable) with { Name = "test.callers" });
        return options;
    }

    /// <summary>A class that is made empty, and filled.</summary>
    private sealed class Caller : ISliceCallbacks
    {
        public static readonly SliceableType<Caller> Sliceable = new(Writer.Instance, new Reader());

        public int Number { get; set; }

        public object? Any { get; set; }

        public void BeforeUnslicing() => At("before");

        public void AfterUnslicing() => At("after");

        public override int GetHashCode()
        {
            At("hash");
            return 1;
        }

        public override bool Equals(object? obj)
        {
            At("equals");
            return ReferenceEquals(this, obj);
        }

        private sealed class Writer() : InstanceSlicer<Caller>("test.caller")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Caller>> DescribeMembers() =>
            [
                new Member<Caller, int>("number", BuiltInTypes.Int32, caller => caller.Number, static (caller, value) =>
                {
                    At("setter");
                    caller.Number = value;
                }),
                new Member<Caller, object?>("any", BuiltInTypes.Object!, caller => caller.Any, static (caller, value) =>
                {
                    At(value is null or string ? "any" : "late");
                    caller.Any = value;
                }),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Caller>(Writer.Instance)
        {
            protected override Caller Create()
            {
                At("constructor");
                return new Caller();
            }
        }
    }

    /// <summary>A class that is built of its parts.</summary>
    private sealed record Whole(object? Part)
    {
        public static readonly SliceableType<Whole> Sliceable = CustomTypes.Parts(
            "test.whole",
            static parts =>
            {
                At("build");
                return new Whole(parts[0]);
            },
            CustomTypes.Part("part", BuiltInTypes.Object!, static (Whole whole) => whole.Part));
    }

    /// <summary>A value that is one token.</summary>
    private readonly record struct Mark(int Number)
    {
        public static readonly SliceableType<Mark> Sliceable = new(new Writer(), new Reader(), "test.mark");

        private sealed class Writer : Slicer<Mark>
        {
            public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Mark value)
            {
                writer.WriteInteger(value.Number);
                return SliceStep.Done;
            }
        }

        private sealed class Reader : TokenUnslicer<Mark>
        {
            public override string Expected => "a mark";

            public override TokenTypes Tokens => TokenTypes.Integers;

            public override OpenType? OpenType => null;

            protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out Mark value)
            {
                At("token");
                ReadStatus status = reader.TryReadInt64(out long number);
                value = new Mark((int)number);
                if (status == ReadStatus.Done)
                {
                    At("read token");
                }

                return status;
            }
        }
    }
}
