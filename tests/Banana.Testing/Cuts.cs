using System.Buffers;

namespace Banana.Testing;

/// <summary>The ways to cut bytes into pieces.</summary>
public static class Cuts
{
    /// <summary>All at once, one byte at a time, in threes, and (for short inputs) every two-way cut.</summary>
    public static IEnumerable<byte[][]> All(byte[] bytes, int mostTwoWay = 2000)
    {
        yield return [bytes];
        if (bytes.Length <= 10_000)
        {
            yield return InPieces(bytes, 1);
            yield return InPieces(bytes, 3);
        }
        else
        {
            yield return InPieces(bytes, 4093);
        }

        int step = Math.Max(1, bytes.Length / mostTwoWay);
        for (int cut = 1; cut < bytes.Length; cut += step)
        {
            yield return [bytes[..cut], bytes[cut..]];
        }
    }

    public static byte[][] InPieces(byte[] bytes, int size) => [.. bytes.Chunk(size)];

    /// <summary>One sequence of many segments; empty pieces become empty segments.</summary>
    public static ReadOnlySequence<byte> ToSequence(params byte[][] pieces)
    {
        if (pieces.Length == 0)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        Segment first = new(pieces[0], null);
        Segment last = first;
        foreach (byte[] piece in pieces.Skip(1))
        {
            last = new Segment(piece, last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
