using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Facade;

/// <summary>The same graphs through pipes and streams, in pieces, in bounded memory.</summary>
[TestClass]
public sealed class StreamingTests
{
    [TestMethod]
    public async Task SerializeAsync_IntoATightPipe_WaitsForTheReaderAndTheGraphComesBack()
    {
        BananaSerializerOptions options = Node.NewOptions();
        List<Node?> nodes = [.. Enumerable.Range(0, 20_000).Select(i => new Node { Id = i, Name = $"node-{i}" })];
        Node graph = new() { Edges = nodes };
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 32 * 1024, resumeWriterThreshold: 16 * 1024));

        Task writing = WriteAsync(pipe.Writer, graph, options);
        Assert.IsFalse(writing.IsCompleted, "the pipe is full and nobody reads");
        Node back = (await BananaSerializer.DeserializeAsync<Node>(pipe.Reader, options))!;
        await writing;

        CollectionAssert.AreEqual(nodes.ConvertAll(node => node!.Name), back.Edges!.ConvertAll(node => node!.Name));
    }

    [TestMethod]
    public async Task Deserialize_FromAStreamThatDrips_GivesTheGraph()
    {
        BananaSerializerOptions options = Node.NewOptions();
        byte[] bytes = BananaSerializer.Serialize(new Node { Name = new string('x', 100_000), Id = 5 }, options);
        foreach (int piece in new[] { 1, 7, 100_000 })
        {
            Assert.AreEqual(5, BananaSerializer.Deserialize<Node>(new DripStream(bytes, piece), options)!.Id);
            Assert.AreEqual(5, (await BananaSerializer.DeserializeAsync<Node>(new DripStream(bytes, piece), options))!.Id);
        }
    }

    [TestMethod]
    public async Task Deserialize_FromAStreamThatEndsEarlyOrLate_IsRefused()
    {
        BananaSerializerOptions options = Node.NewOptions();
        byte[] bytes = BananaSerializer.Serialize(new Node { Name = "x" }, options);
        byte[] longer = [.. bytes, 0];
        foreach ((byte[] damaged, ProtocolErrorCode code) in new[]
        {
            (bytes[..^1], ProtocolErrorCode.UnexpectedEnd), (longer, ProtocolErrorCode.TrailingData), ([], ProtocolErrorCode.UnexpectedEnd),
        })
        {
            Assert.AreEqual(code, Assert.ThrowsExactly<BananaProtocolException>(
                () => BananaSerializer.Deserialize<Node>(new DripStream(damaged, 3), options)).Code);
            Assert.AreEqual(code, (await Assert.ThrowsExactlyAsync<BananaProtocolException>(
                async () => await BananaSerializer.DeserializeAsync<Node>(new DripStream(damaged, 3), options))).Code);
        }
    }

    [TestMethod]
    public async Task SerializeAsync_ToAStream_WritesTheSameBytesAsToAnArray()
    {
        BananaSerializerOptions options = Node.NewOptions();
        Node graph = new() { Edges = [.. Enumerable.Range(0, 5000).Select(i => new Node { Id = i })] };
        using MemoryStream stream = new();
        await BananaSerializer.SerializeAsync(stream, graph, options);
        CollectionAssert.AreEqual(BananaSerializer.Serialize(graph, options), stream.ToArray());
    }

    [TestMethod]
    public async Task ObjectReader_WithARefusedObjectBetweenTwoGoodOnes_DeliversBoth()
    {
        Pipe pipe = new();
        await pipe.Writer.WriteAsync(Hex.Parse("0181 880587 880382626164 8900 87 89 0281"));
        await pipe.Writer.CompleteAsync();
        ObjectReader<object> objects = new(
            pipe.Reader, BuiltInTypes.Object.Unslicer, new BananaSerializerOptions().ToUnslicerStackOptions());

        Assert.IsTrue(await objects.ReadAsync());
        Assert.AreEqual(1, objects.Current);
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(async () => await objects.ReadAsync());
        Assert.AreEqual("$[0]", refused.Path);
        Assert.IsTrue(await objects.ReadAsync());
        Assert.AreEqual(2, objects.Current);
        Assert.IsFalse(await objects.ReadAsync());
    }

    [TestMethod]
    public async Task ObjectReader_Cancelled_CanBeUsedAgain()
    {
        Pipe pipe = new();
        ObjectReader<object> objects = new(
            pipe.Reader, BuiltInTypes.Object.Unslicer, new BananaSerializerOptions().ToUnslicerStackOptions());
        await pipe.Writer.WriteAsync(Hex.Parse("880587"));
        using CancellationTokenSource cancelled = new();
        Task<bool> reading = objects.ReadAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        await pipe.Writer.WriteAsync(Hex.Parse("89"));
        Assert.IsTrue(await objects.ReadAsync());
    }

    [TestMethod]
    public async Task SerializeAsync_WhenTheReaderIsGone_SaysSo()
    {
        Pipe pipe = new();
        await pipe.Reader.CompleteAsync();
        List<object?> graph = [.. Enumerable.Range(0, 50_000).Select(i => (object?)i)];
        await Assert.ThrowsExactlyAsync<IOException>(async () => await BananaSerializer.SerializeAsync(pipe.Writer, graph));
    }

    private static async Task WriteAsync(PipeWriter writer, Node graph, BananaSerializerOptions options)
    {
        await BananaSerializer.SerializeAsync(writer, graph, options);
        await writer.CompleteAsync();
    }
}
