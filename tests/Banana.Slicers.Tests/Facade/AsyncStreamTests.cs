using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Facade;

/// <summary>Asynchronous sequences: sent element by element as they are produced, read element by element as they arrive.</summary>
[TestClass]
public sealed partial class AsyncStreamTests
{
    private const string StreamOpen = "881987 ";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);

    [TestMethod]
    [Clause("T-16")]
    public async Task Stream_WhileItIsProduced_ArrivesElementByElement()
    {
        BananaSerializerOptions options = NewOptions();
        TaskCompletionSource firstSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Pipe pipe = new();

        Task writing = WriteAsync(pipe.Writer, Produce(), options);
        List<string?> seen = [];
        await foreach (Node? node in BananaSerializer.DeserializeAsyncEnumerable<Node>(pipe.Reader, options))
        {
            seen.Add(node!.Name);
            firstSeen.TrySetResult(); // the producer waits for this before it makes the second
        }

        await writing;
        CollectionAssert.AreEqual(new[] { "first", "second" }, seen);

        async IAsyncEnumerable<Node> Produce()
        {
            yield return new Node { Name = "first" };
            await firstSeen.Task.WaitAsync(s_deadline);
            yield return new Node { Name = "second" };
        }
    }

    [TestMethod]
    public async Task Stream_ThroughATightPipe_IsProducedNoFasterThanItIsRead()
    {
        const int Count = 50_000;
        BananaSerializerOptions options = NewOptions();
        int produced = 0;
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 4096, resumeWriterThreshold: 2048));

        Task writing = WriteAsync(pipe.Writer, Produce(), options);
        int read = 0;
        int ahead = 0;
        await foreach (Node? node in BananaSerializer.DeserializeAsyncEnumerable<Node>(pipe.Reader, options))
        {
            Assert.AreEqual(read++, node!.Id);
            ahead = Math.Max(ahead, Volatile.Read(ref produced) - read);
        }

        await writing;
        Assert.AreEqual(Count, read);
        Assert.IsLessThan(10_000, ahead, "elements ahead of the reader; 16 KiB are written between two flushes");

        async IAsyncEnumerable<Node> Produce()
        {
            for (int i = 0; i < Count; i++)
            {
                if (i % 1000 == 0)
                {
                    await Task.Yield();
                }

                Volatile.Write(ref produced, i + 1);
                yield return new Node { Id = i };
            }
        }
    }

    [TestMethod]
    public async Task Stream_InsideAStream_ComesBackWhole()
    {
        SliceableType<IAsyncEnumerable<int>> inner = BuiltInTypes.Stream(BuiltInTypes.Int32);
        BananaSerializerOptions options = new();
        options.Types.Add(inner);
        options.Types.Add(BuiltInTypes.Stream(inner));
        Pipe pipe = new();
        Task writing = WriteAsync<IAsyncEnumerable<int>>(pipe.Writer, Outer(), options);
        List<int[]> seen = [];
        await foreach (IAsyncEnumerable<int>? part in BananaSerializer.DeserializeAsyncEnumerable<IAsyncEnumerable<int>>(pipe.Reader, options))
        {
            seen.Add(await part!.ToArrayAsync());
        }

        await writing;
        CollectionAssert.AreEqual(new[] { "", "0", "0 1" }, seen.ConvertAll(part => string.Join(' ', part)));

        static async IAsyncEnumerable<IAsyncEnumerable<int>> Outer()
        {
            for (int i = 0; i < 3; i++)
            {
                await Task.Yield();
                yield return Inner(i);
            }
        }

        static async IAsyncEnumerable<int> Inner(int count)
        {
            for (int i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
    }

    [TestMethod]
    public async Task Stream_WithTheSameObjectTwice_SendsItTwiceBecauseElementsAreScopes()
    {
        Node shared = new() { Name = "shared" };
        shared.Next = shared;
        Pipe pipe = new();
        Task writing = WriteAsync(pipe.Writer, new[] { shared, shared }.ToAsyncEnumerable(), NewOptions());
        List<Node?> seen = [];
        await foreach (Node? node in BananaSerializer.DeserializeAsyncEnumerable<Node>(pipe.Reader, NewOptions()))
        {
            Assert.AreSame(node, node!.Next, "a cycle inside an element stays");
            seen.Add(node);
        }

        await writing;
        Assert.HasCount(2, seen);
        Assert.AreNotSame(seen[0], seen[1]);
    }

    [TestMethod]
    public async Task Stream_LongerThanTheMemoryBudget_PassesAsLongAsEachElementFits()
    {
        BananaPolicy policy = BananaPolicy.Untrusted with
        {
            Limits = BananaPolicy.Untrusted.Limits with { MaxManagedBytes = 2048, MaxObjects = 3, MaxTokens = 30, MaxWireBytes = 120 },
        };
        BananaSerializerOptions options = NewOptions(policy);
        Pipe pipe = new();
        Task writing = WriteAsync(pipe.Writer, Enumerable.Range(0, 5000).Select(i => new Node { Id = i }).ToAsyncEnumerable(), options);
        Assert.AreEqual(5000, await BananaSerializer.DeserializeAsyncEnumerable<Node>(pipe.Reader, options).CountAsync());
        await writing;
    }

    private static BananaSerializerOptions NewOptions(BananaPolicy? policy = null)
    {
        BananaSerializerOptions options = Node.NewOptions(policy);
        options.Types.Add(BuiltInTypes.Stream(Node.Sliceable));
        return options;
    }

    private static async IAsyncEnumerable<Node> Produce(
        Task gate, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await gate.WaitAsync(cancellationToken);
        yield return new Node();
    }

    private static async Task WriteAsync<T>(PipeWriter writer, IAsyncEnumerable<T> elements, BananaSerializerOptions options)
    {
        await BananaSerializer.SerializeAsync(writer, elements, options);
        await writer.CompleteAsync();
    }

    private static async Task<List<T?>> ReadAllAsync<T>(byte[] bytes, int piece, BananaSerializerOptions options, List<T?>? seen = null)
    {
        seen ??= [];
        PipeReader reader = PipeReader.Create(new DripStream(bytes, piece));
        await foreach (T? element in BananaSerializer.DeserializeAsyncEnumerable<T>(reader, options))
        {
            seen.Add(element);
        }

        return seen;
    }

    /// <summary>The aborted object is refused by a reader, and what is written after it is read.</summary>
    private static async Task AssertNextObjectPassesAsync(Pipe pipe, string refusedAt)
    {
        BananaSerializerOptions options = NewOptions();
        await BananaSerializer.SerializeAsync(pipe.Writer, new Node { Name = "next" }, options);
        await pipe.Writer.CompleteAsync();
        ObjectReader<object> objects = new(pipe.Reader, BuiltInTypes.Object.Unslicer, options.ToUnslicerStackOptions());
        ViolationException aborted = await Assert.ThrowsExactlyAsync<ViolationException>(async () => await objects.ReadAsync());
        Assert.AreEqual(refusedAt, aborted.Path);
        Assert.IsTrue(await objects.ReadAsync());
        Assert.AreEqual("next", ((Node)objects.Current!).Name);
    }

    private sealed record Held(IAsyncEnumerable<Node> Nodes);

    private sealed class HeldSlicer(Slicer<IAsyncEnumerable<Node>> nodes) : Slicer<Held>(new VocabularyWord("held"))
    {
        public override bool AllowsWaiting => false;

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
            nodes.Write(ref writer, stack, ((Held)frame.Target).Nodes);
    }

    private sealed class NeverRead : Unslicer<Held>
    {
        public override string Expected => "nothing";

        public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => null;
    }
}
