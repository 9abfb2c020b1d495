using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Facade;

// Producers that fail, elements that are refused, readers that stop.
public sealed partial class AsyncStreamTests
{
    [TestMethod]
    public async Task Stream_WithOneBadElement_DeliversTheOthersInOrderAndOneLocatedViolation()
    {
        byte[] bytes = Hex.Parse(StreamOpen + "0181 02826261 0381 89"); // 1, a text, 3
        List<Violation> refused = [];
        foreach (int piece in new[] { 1, 3, bytes.Length })
        {
            refused.Clear();
            BananaSerializerOptions handled = new() { OnRefusedElement = refused.Add };
            CollectionAssert.AreEqual(new[] { 1, 3 }, await ReadAllAsync<int>(bytes, piece, handled));
            Assert.AreEqual("$[1]", refused.Single().Path);

            List<int> seen = [];
            ViolationException thrown = await Assert.ThrowsExactlyAsync<ViolationException>(
                () => ReadAllAsync(bytes, piece, new BananaSerializerOptions(), seen));
            Assert.AreEqual("$[1]", thrown.Path);
            CollectionAssert.AreEqual(new[] { 1, 3 }, seen);
        }
    }

    [TestMethod]
    public async Task Stream_WithAnElementTheSenderCannotWrite_IsAbortedWhole()
    {
        BananaSerializerOptions options = NewOptions();
        Pipe pipe = new();
        bool disposed = false;
        ViolationException thrown = await Assert.ThrowsExactlyAsync<ViolationException>(
            async () => await BananaSerializer.SerializeAsync<IAsyncEnumerable<Node>>(pipe.Writer, Produce(), options));
        Assert.AreEqual("$[1].extra", thrown.Path);
        Assert.IsTrue(disposed, "the enumerator must be released before the exception is seen");
        await AssertNextObjectPassesAsync(pipe, "$");

        async IAsyncEnumerable<Node> Produce()
        {
            await Task.Yield();
            try
            {
                yield return new Node { Id = 1 };
                yield return new Node { Extra = new Stranger() };
            }
            finally
            {
                disposed = true;
            }
        }
    }

    [TestMethod]
    public async Task Stream_WhoseProducerThrows_IsAbortedWithTheProducersException()
    {
        Pipe pipe = new();
        ViolationException thrown = await Assert.ThrowsExactlyAsync<ViolationException>(
            async () => await BananaSerializer.SerializeAsync<IAsyncEnumerable<Node>>(pipe.Writer, Produce(), NewOptions()));
        Assert.AreEqual(ViolationCode.UserCode, thrown.Code);
        Assert.AreEqual("out of nodes", thrown.InnerException!.Message);
        await AssertNextObjectPassesAsync(pipe, "$");

        static async IAsyncEnumerable<Node> Produce()
        {
            yield return new Node();
            await Task.Yield();
            throw new InvalidDataException("out of nodes");
        }
    }

    [TestMethod]
    public async Task SerializeAsync_CancelledWhileItWaits_AbortsAndThePipeGoesOn()
    {
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool stopped = false;
        using CancellationTokenSource cancelled = new();
        Pipe pipe = new();
        Task writing = BananaSerializer.SerializeAsync<IAsyncEnumerable<Node>>(
            pipe.Writer, Produce(), NewOptions(), cancelled.Token).AsTask();
        await waits.Task.WaitAsync(s_deadline);
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => writing.WaitAsync(s_deadline));
        Assert.IsTrue(stopped, "the producer's token must be cancelled, and its finally run");
        await AssertNextObjectPassesAsync(pipe, "$");

        async IAsyncEnumerable<Node> Produce([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return new Node();
            waits.SetResult();
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
            finally
            {
                stopped = true;
            }
        }
    }

    [TestMethod]
    public async Task SerializeAsync_WhenTheReaderIsGone_ReleasesTheProducer()
    {
        bool disposed = false;
        Pipe pipe = new();
        await pipe.Reader.CompleteAsync();
        await Assert.ThrowsExactlyAsync<IOException>(
            async () => await BananaSerializer.SerializeAsync<IAsyncEnumerable<Node>>(pipe.Writer, Produce(), NewOptions()));
        Assert.IsTrue(disposed);

        async IAsyncEnumerable<Node> Produce()
        {
            try
            {
                while (true)
                {
                    await Task.Yield();
                    yield return new Node();
                }
            }
            finally
            {
                disposed = true;
            }
        }
    }

    [TestMethod]
    public void Serialize_OfAStreamThatMustBeAwaited_IsAViolation()
    {
        TaskCompletionSource never = new();
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize<IAsyncEnumerable<Node>>(Produce(never.Task), NewOptions()));
        Assert.AreEqual(ViolationCode.NotRepresentable, thrown.Code);
        never.SetResult();
    }

    [TestMethod]
    public void Serialize_OfAStreamThatNeverHasToWait_IsAViolationAllTheSame()
    {
        int produced = 0;
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize(Enumerable.Range(0, 3).Select(_ => new Node { Id = produced++ }).ToAsyncEnumerable(), NewOptions()));
        Assert.AreEqual(ViolationCode.NotRepresentable, thrown.Code);
        Assert.Contains("SerializeAsync", thrown.Message);
        Assert.AreEqual(0, produced, "nothing is asked of it");
    }

    [TestMethod]
    public async Task Stream_ThatNeverHasToWaitInsideAnObjectThatForbidsIt_IsAViolationAllTheSame()
    {
        BananaSerializerOptions options = new();
        SliceableType<IAsyncEnumerable<Node>> stream = BuiltInTypes.Stream(Node.Sliceable);
        options.Types.Add(new SliceableType<Held>(new HeldSlicer(stream.Slicer), new NeverRead()));
        ViolationException thrown = await Assert.ThrowsExactlyAsync<ViolationException>(async () =>
            await BananaSerializer.SerializeAsync(new Pipe().Writer, new Held(AsyncEnumerable.Empty<Node>()), options));
        Assert.AreEqual(ViolationCode.NotRepresentable, thrown.Code);
    }

    [TestMethod]
    public async Task Stream_InsideAnObjectThatForbidsWaiting_IsAViolation()
    {
        BananaSerializerOptions options = new();
        SliceableType<IAsyncEnumerable<Node>> stream = BuiltInTypes.Stream(Node.Sliceable);
        options.Types.Add(new SliceableType<Held>(new HeldSlicer(stream.Slicer), new NeverRead()));
        TaskCompletionSource never = new();
        ViolationException thrown = await Assert.ThrowsExactlyAsync<ViolationException>(async () =>
            await BananaSerializer.SerializeAsync(new Pipe().Writer, new Held(Produce(never.Task)), options));
        Assert.AreEqual(ViolationCode.NotRepresentable, thrown.Code);
    }

    [TestMethod]
    public async Task Stream_ThatRefersToAnEarlierElement_RefusesThatElementOnly()
    {
        byte[] bytes = Hex.Parse(StreamOpen + "880587 0181 89" + "880387 0181 89" + "880587 89 89");
        List<Violation> refused = [];
        List<object?> seen = await ReadAllAsync<object>(bytes, 1, new BananaSerializerOptions { OnRefusedElement = refused.Add });
        Assert.HasCount(2, seen);
        Assert.AreEqual((ViolationCode.DanglingReference, "$[1]"), (refused.Single().Code, refused.Single().Path));
    }

    [TestMethod]
    public async Task Stream_WithAnElementMadeOnlyOfItself_RefusesThatElementOnly()
    {
        // 1, a list with a tuple in it that is its own only member, 2
        byte[] bytes = Hex.Parse(StreamOpen + "0181 880587 880687 880387 0281 89 89 89 0281 89");
        List<Violation> refused = [];
        List<object?> seen = await ReadAllAsync<object>(bytes, bytes.Length, new BananaSerializerOptions { OnRefusedElement = refused.Add });
        CollectionAssert.AreEqual(new object[] { 1, 2 }, seen);
        Assert.AreEqual((ViolationCode.UnresolvableCycle, "$[1][0]"), (refused.Single().Code, refused.Single().Path));
    }

    [TestMethod]
    [Clause("S-3")]
    public async Task Stream_WithAnElementWhoseBytesDoNotPayForItsWork_NamesThatElement()
    {
        // 1, a tuple with a list in it that holds the tuple, 2
        byte[] bytes = Hex.Parse(StreamOpen + "0181 880687 880587 880387 0181 89 89 89 0281 89");
        BananaPolicy poor = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxWorkPerByte = 10, MaxWorkAhead = 500 } };
        List<Violation> refused = [];
        List<object?> seen = await ReadAllAsync<object>(bytes, bytes.Length, new BananaSerializerOptions { Policy = poor, OnRefusedElement = refused.Add });
        CollectionAssert.AreEqual(new object[] { 1, 2 }, seen);
        Assert.AreEqual((ViolationCode.TooMuchWork, "$[1]"), (refused.Single().Code, refused.Single().Path));
    }

    [TestMethod]
    public async Task Stream_CutOff_DeliversWhatCameBeforeTheCut()
    {
        List<int> seen = [];
        await Assert.ThrowsExactlyAsync<BananaProtocolException>(
            () => ReadAllAsync(Hex.Parse(StreamOpen + "0181 0281"), 100, new BananaSerializerOptions(), seen));
        CollectionAssert.AreEqual(new[] { 1, 2 }, seen);
    }

    [TestMethod]
    public async Task Stream_OfBytesWithMoreBehindTheElements_SaysSo()
    {
        List<int> seen = [];
        using DripStream stream = new(Hex.Parse(StreamOpen + "0181 0281 89 0381"), 100);
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(async () =>
        {
            await foreach (int element in BananaSerializer.DeserializeAsyncEnumerable<int>(stream))
            {
                seen.Add(element);
            }
        });
        Assert.AreEqual((ProtocolErrorCode.TrailingData, 8L), (lost.Code, lost.Offset));
        CollectionAssert.AreEqual(new[] { 1, 2 }, seen);
        Assert.IsTrue(stream.CanRead, "the stream is the caller's");
    }

    [TestMethod]
    public async Task Pipe_ReadByTwoStreamsAndThenAnObject_IsInStep()
    {
        Pipe pipe = new();
        await pipe.Writer.WriteAsync(Hex.Parse(StreamOpen + "0181 89" + StreamOpen + "89" + "880587 0381 89"));
        await pipe.Writer.CompleteAsync();
        CollectionAssert.AreEqual(new[] { 1 }, await BananaSerializer.DeserializeAsyncEnumerable<int>(pipe.Reader).ToListAsync());
        Assert.AreEqual(0, await BananaSerializer.DeserializeAsyncEnumerable<int>(pipe.Reader).CountAsync());
        CollectionAssert.AreEqual(new[] { 3 }, await BananaSerializer.DeserializeAsyncEnumerable<int>(pipe.Reader).ToListAsync());
    }

    [TestMethod]
    public async Task DeserializeAsyncEnumerable_Cancelled_StopsTheWait()
    {
        Pipe pipe = new();
        await pipe.Writer.WriteAsync(Hex.Parse(StreamOpen + "0181"));
        using CancellationTokenSource cancelled = new();
        IAsyncEnumerator<int> elements = BananaSerializer.DeserializeAsyncEnumerable<int>(pipe.Reader).GetAsyncEnumerator(cancelled.Token);
        Assert.IsTrue(await elements.MoveNextAsync());
        Task<bool> waiting = elements.MoveNextAsync().AsTask();
        Assert.IsFalse(waiting.IsCompleted);
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting.WaitAsync(s_deadline));
        await elements.DisposeAsync();
    }

    [TestMethod]
    public void DeserializeAsyncEnumerable_UsedWrongly_ThrowsAtOnce()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => BananaSerializer.DeserializeAsyncEnumerable<int>((PipeReader)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => BananaSerializer.DeserializeAsyncEnumerable<int>((Stream)null!));
        Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.DeserializeAsyncEnumerable<Stranger>(Stream.Null));
    }

    [TestMethod]
    public async Task Stream_OfBadElementsBeyondTheBudget_RefusesEachForItsOwnReason()
    {
        BananaPolicy policy = BananaPolicy.Untrusted with
        {
            Limits = BananaPolicy.Untrusted.Limits with { MaxManagedBytes = 512, MaxObjects = 4 },
        };
        string bad = "880587 880587 89 880382626164 89 89"; // a list of a list and a sequence nobody knows
        byte[] bytes = Hex.Parse(StreamOpen + string.Concat(Enumerable.Repeat(bad, 1000)) + "0781 89");
        List<Violation> refused = [];
        List<object?> seen = await ReadAllAsync<object>(
            bytes, bytes.Length, new BananaSerializerOptions { Policy = policy, OnRefusedElement = refused.Add });
        CollectionAssert.AreEqual(new object[] { 7 }, seen);
        Assert.HasCount(1000, refused);
        Assert.IsTrue(refused.TrueForAll(violation => violation.Code == ViolationCode.RefusedOpenType), refused[^1].Code.ToString());
    }
}
