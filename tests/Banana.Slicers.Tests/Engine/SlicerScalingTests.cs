using System.Diagnostics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What is written in a deep or large graph costs what it is, not what is around it. Each of these took ten times the bound when it looked at all of that.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SlicerScalingTests
{
    public static IEnumerable<object[]> Dialects => [[WireDialect.Net], [FoolscapDialect.Instance]];

    private const int Deep = 80_000;

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(8);

    [TestMethod]
    [Clause("S-7")]
    public void Write_OfADeepGraphThatIsAborted_TakesLinearTime() =>
        Measure(() => Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<object>(Nest(new Stranger()))));

    [TestMethod]
    [Clause("S-9")]
    public void Write_OfADeepGraphInsideALayerThatIsAsked_TakesLinearTime()
    {
        int asked = 0;
        Asking asking = new(Nest(5), () => asked++);
        Measure(() => BananaSerializer.Serialize<object>(asking, NewOptions()));
        Assert.AreEqual(Deep + 1, asked, "each list once, and the number");
    }

    [TestMethod]
    [Clause("T-16")]
    [DynamicData(nameof(Dialects))]
    public void Write_OfAStreamBehindManyObjects_TakesLinearTime(WireDialect dialect)
    {
        List<object?> before = [.. Enumerable.Range(0, 100_000).Select(_ => new ObjectTuple(new List<object?>()))];
        Parted graph = new(before, Enumerable.Range(0, 20_000).Select(_ => (object)new List<object?>()).ToAsyncEnumerable());
        BananaSerializer.Serialize<object>(before, NewOptions(dialect)); // what the objects before it take is not what is measured
        Measure(() => BananaSerializer.Serialize<object>(graph, NewOptions(dialect)));
    }

    [TestMethod]
    public async Task Write_OfAStreamThatIsAwaitedDeepInside_TakesLinearTime()
    {
        object graph = Nest(new Parted(null, Produce()));
        Stopwatch watch = Stopwatch.StartNew();
        await BananaSerializer.SerializeAsync(Stream.Null, graph, NewOptions());
        Assert.IsLessThan(s_bound, watch.Elapsed);

        static async IAsyncEnumerable<object> Produce()
        {
            for (int i = 0; i < 50_000; i++)
            {
                await Task.Yield();
                yield return new List<object?>();
            }
        }
    }

    [TestMethod]
    [Clause("F-6")]
    public void Write_OfManyReferencesDeepInsideTheirTuple_TakesLinearTime()
    {
        List<object?> early = [];
        List<object?> late = [];
        ObjectTuple whole = new(early, late);
        ObjectTuple part = new(whole);
        early.Add(part); // it is closed long before it is whole
        object nest = new ObjectTuple([.. Enumerable.Repeat<object?>(part, 400_000)]);
        for (int i = 0; i < 900; i++)
        {
            nest = new ObjectTuple(nest);
        }

        late.Add(nest);
        Measure(() => BananaSerializer.Serialize<object>(whole, NewOptions(FoolscapDialect.Instance)));
    }

    private static void Measure(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        Assert.IsLessThan(s_bound, watch.Elapsed);
    }

    private static List<object?> Nest(object? leaf)
    {
        List<object?> nest = [leaf];
        for (int i = 1; i < Deep; i++)
        {
            nest = [nest];
        }

        return nest;
    }

    private static BananaSerializerOptions NewOptions(WireDialect? dialect = null)
    {
        BananaSerializerOptions options = new(dialect);
        options.Types.Add(new SliceableType<Parted>(new PartedSlicer(), new NeverRead<Parted>()));
        options.Types.Add(new SliceableType<Asking>(new AskingSlicer(), new NeverRead<Asking>()));
        return options;
    }

    private sealed record Parted(object? Before, IAsyncEnumerable<object> Elements);

    /// <summary>Sends an object, and a stream behind it.</summary>
    private sealed class PartedSlicer() : Slicer<Parted>(new VocabularyWord("list"))
    {
        private readonly Slicer<IAsyncEnumerable<object>> _elements = BuiltInTypes.Stream(BuiltInTypes.Object).Slicer;

        public override OpenType? OpenType => new OpenType("test.parted", null);

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            Parted graph = (Parted)frame.Target;
            SliceStep step = frame.State == 0 ? stack.WriteObject(ref writer, graph.Before) : SliceStep.Done;
            if (frame.State++ == 0 && step != SliceStep.Done)
            {
                return step;
            }

            return frame.State == 1 ? _elements.Write(ref writer, stack, graph.Elements) : SliceStep.Done;
        }
    }

    private sealed record Asking(object Inside, Action Asked);

    /// <summary>Sends what is inside, and counts what it is asked about.</summary>
    private sealed class AskingSlicer : Slicer<Asking>
    {
        public AskingSlicer()
            : base(new VocabularyWord("list"))
        {
            ForbidsInside = true;
        }

        public override OpenType? OpenType => new OpenType("test.asking", null);

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
            frame.State++ == 0 ? stack.WriteObject(ref writer, ((Asking)frame.Target).Inside) : SliceStep.Done;

        public override bool Forbids(in SliceFrame frame, object value)
        {
            ((Asking)frame.Target).Asked();
            return false;
        }
    }

    private sealed class NeverRead<T> : Unslicer<T>
    {
        public override string Expected => "nothing: only written here";
    }
}
