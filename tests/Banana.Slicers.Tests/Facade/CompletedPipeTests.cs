using System.Buffers;
using System.Runtime.InteropServices;

namespace Banana.Slicers.Tests.Facade;

/// <summary>
/// What is made for a call over a stream is given back when the call ends, however it ends: the buffer is the next that this thread rents.
/// The stream stays open.
/// </summary>
[TestClass]
public sealed class CompletedPipeTests
{
    private static readonly byte[] s_document = BananaSerializer.Serialize<List<int>>([1, 2, 3]);

    [TestMethod]
    public void DeserializeAsync_OfADocument_GivesItsBufferBack() => AssertGivenBack(s_document, static stream => Read<List<int>>(stream));

    [TestMethod]
    public void DeserializeAsync_OfARefusedObject_GivesItsBufferBack() =>
        AssertGivenBack(s_document, static stream => Assert.ThrowsExactly<ViolationException>(() => Read<string>(stream)));

    [TestMethod]
    public void DeserializeAsync_OfHalfADocument_GivesItsBufferBack() =>
        AssertGivenBack(s_document[..^1], static stream => Assert.ThrowsExactly<BananaProtocolException>(() => Read<List<int>>(stream)));

    [TestMethod]
    public void SerializeAsync_OfAFailingStream_GivesItsBufferBack()
    {
        using WatchedStream stream = new([]) { FailsToWrite = true };
        Assert.ThrowsExactly<IOException>(() => BananaSerializer.SerializeAsync(stream, new List<int> { 1 }).AsTask().GetAwaiter().GetResult());
        AssertRentedNext(stream.Buffer);
        Assert.IsTrue(stream.CanRead, "it is left open");
    }

    private static T? Read<T>(WatchedStream stream) => BananaSerializer.DeserializeAsync<T>(stream).AsTask().GetAwaiter().GetResult();

    private static void AssertGivenBack(byte[] document, Action<WatchedStream> read)
    {
        using WatchedStream stream = new(document);
        read(stream);
        AssertRentedNext(stream.Buffer);
        Assert.IsTrue(stream.CanRead, "it is left open");
    }

    private static void AssertRentedNext(byte[]? buffer)
    {
        Assert.IsNotNull(buffer);
        byte[] next = ArrayPool<byte>.Shared.Rent(buffer.Length);
        ArrayPool<byte>.Shared.Return(next);
        Assert.AreSame(buffer, next);
    }

    /// <summary>A stream that never has to wait, and remembers the buffer it was given.</summary>
    private sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public byte[]? Buffer { get; private set; }

        public bool FailsToWrite { get; init; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Buffer = MemoryMarshal.TryGetArray<byte>(buffer, out ArraySegment<byte> segment) ? segment.Array : null;
            return base.ReadAsync(buffer, cancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Buffer = MemoryMarshal.TryGetArray(buffer, out ArraySegment<byte> segment) ? segment.Array : null;
            return FailsToWrite ? throw new IOException("The disk is full.") : base.WriteAsync(buffer, cancellationToken);
        }
    }
}
