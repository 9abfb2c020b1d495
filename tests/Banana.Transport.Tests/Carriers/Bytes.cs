using System.Buffers;
using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

/// <summary>What goes over a carrier, when bytes are just bytes.</summary>
internal static class Bytes
{
    public static byte[] Some(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)(i * 31 / 7);
        }

        return bytes;
    }

    /// <summary>Writes in pieces, as a connection does.</summary>
    public static async Task WriteAsync(PipeWriter output, byte[] bytes, int piece = 5000)
    {
        for (int start = 0; start < bytes.Length; start += piece)
        {
            FlushResult flushed = await output.WriteAsync(bytes.AsMemory(start, Math.Min(piece, bytes.Length - start)), RawPeer.Patience);
            Assert.IsFalse(flushed.IsCompleted || flushed.IsCanceled);
        }
    }

    /// <summary>Reads exactly this many bytes; what follows stays in the pipe.</summary>
    public static async Task<byte[]> ReadAsync(PipeReader input, int count)
    {
        ReadResult result = await input.ReadAtLeastAsync(count, RawPeer.Patience);
        byte[] read = result.Buffer.Slice(0, Math.Min(count, result.Buffer.Length)).ToArray();
        input.AdvanceTo(result.Buffer.GetPosition(read.Length));
        Assert.HasCount(count, read);
        return read;
    }

    /// <summary>Reads to the end, which must come without an error.</summary>
    public static async Task<byte[]> ReadToEndAsync(PipeReader input)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(RawPeer.Patience);
            if (result.IsCompleted)
            {
                byte[] read = result.Buffer.ToArray();
                input.AdvanceTo(result.Buffer.End);
                return read;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Reads until there is nothing more, for whatever reason.</summary>
    public static async Task<string> ReadToAnyEndAsync(PipeReader input)
    {
        try
        {
            while (true)
            {
                ReadResult result = await input.ReadAsync(RawPeer.Patience);
                input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return "end";
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return "failure";
        }
    }
}
