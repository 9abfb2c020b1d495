namespace Banana.Cli.Peer;

/// <summary>Writes a few bytes at a time, so that the reader sees tokens cut anywhere.</summary>
internal sealed class SteppingStream(Stream inner, int step) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw OnlyWrites();

    public override long Position
    {
        get => throw OnlyWrites();
        set => throw OnlyWrites();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            ReadOnlyMemory<byte> piece = buffer[..Math.Min(step, buffer.Length)];
            await inner.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw OnlyWrites();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw OnlyWrites();

    public override long Seek(long offset, SeekOrigin origin) => throw OnlyWrites();

    public override void SetLength(long value) => throw OnlyWrites();

    private static NotSupportedException OnlyWrites() => new("This stream supports only WriteAsync.");
}
