using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

// Classes whose every member can throw.
public sealed partial class SlicerUserCodeTests
{
    private static readonly Slicer<IAsyncEnumerable<int>> s_elements = BuiltInTypes.Stream(BuiltInTypes.Int32).Slicer;

    private static BananaSerializerOptions NewOptions(WireDialect? dialect = null)
    {
        BananaSerializerOptions options = new(dialect);
        options.Types.Add(new SliceableType<Trap>(new TrapSlicer(), new NeverRead<Trap>()));
        options.Types.Add(new SliceableType<Told>(new ToldSlicer(), new NeverRead<Told>()));
        options.Types.Add(BuiltInTypes.Lazy(BuiltInTypes.Int32));
        return options;
    }

    /// <summary>Throws at one place.</summary>
    private sealed record Trap(string Place, Func<Exception> Make)
    {
        public void Spring(string place)
        {
            if (place == Place)
            {
                throw Make();
            }
        }
    }

    /// <summary>An author's slicer: a list of one, after which it may fail or wait.</summary>
    private sealed class TrapSlicer : Slicer<Trap>
    {
        public TrapSlicer()
            : base(new VocabularyWord("list"))
        {
            ForbidsInside = true;
        }

        public override OpenType? OpenType => new OpenType("test.trap", null);

        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Trap? value)
        {
            value!.Spring("Write");
            return base.Write(ref writer, stack, value);
        }

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            Trap trap = (Trap)frame.Target;
            trap.Spring("Slice");
            while (frame.State < 2)
            {
                SliceStep step = frame.State++ == 0 ? stack.WriteObject(ref writer, new List<object?> { 1 })
                    : trap.Place == "Enumerator" ? s_elements.Write(ref writer, stack, new Elements(trap))
                    : stack.WriteObject(ref writer, new Stranger());
                if (step != SliceStep.Done)
                {
                    return step;
                }
            }

            return SliceStep.Done;
        }

        public override bool Forbids(in SliceFrame frame, object value)
        {
            ((Trap)frame.Target).Spring("Forbids");
            return false;
        }

        public override ValueTask AbandonAsync(ref SliceFrame frame)
        {
            ((Trap)frame.Target).Spring("AbandonAsync");
            return ValueTask.CompletedTask;
        }

        public override bool TryAbsorb(ref SliceFrame frame, Violation violation)
        {
            ((Trap)frame.Target).Spring("TryAbsorb");
            return false;
        }

        public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
        {
            ((Trap)frame.Target).Spring("DescribePosition");
            path.Element(frame.State - 1);
        }
    }

    private sealed class Elements(Trap trap) : IAsyncEnumerable<int>, IAsyncEnumerator<int>
    {
        public int Current => 5;

        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => throw trap.Make();

        public ValueTask DisposeAsync() => throw trap.Make(); // not even a task that failed
    }

    /// <summary>An instance that is told, and whose member is computed.</summary>
    private sealed record Told(string Place, Func<Exception> Make) : ISliceCallbacks
    {
        public int Value => Place == "Getter" ? throw Make() : 1;

        void ISliceCallbacks.BeforeSlicing() => Spring("BeforeSlicing");

        void ISliceCallbacks.AfterSlicing() => Spring("AfterSlicing");

        private void Spring(string place)
        {
            if (place == Place)
            {
                throw Make();
            }
        }
    }

    private sealed class ToldSlicer() : InstanceSlicer<Told>("test.told")
    {
        protected override IEnumerable<Member<Told>> DescribeMembers() =>
            [new Member<Told, int>("value", BuiltInTypes.Int32, static told => told.Value, static (_, _) => { })];
    }

    private sealed class NeverRead<T> : Unslicer<T>
    {
        public override string Expected => "nothing: only written here";

        public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => null;
    }

    private sealed class Speechless : Exception
    {
        public override string Message => throw new InvalidOperationException("not even a message");
    }
}
