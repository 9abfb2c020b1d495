using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Oracles;

/// <summary>However the bytes arrive, they mean the same: whole, one by one, in pieces, in segments; and what the facade says is said.</summary>
internal sealed class ArrivalOracle : Oracle
{
    private const int MostOneByOne = 4000;

    public override Fault? Check(Case read)
    {
        StreamResult whole = read.Target.ReadStream([read.Bytes]);
        int piece = read.Bytes.Length <= MostOneByOne ? 1 : 1 + (read.Bytes.Length / 200);
        return Compare(read.Target, whole, read.Target.ReadStream(Cuts.InPieces(read.Bytes, piece)), $"in pieces of {piece}")
            ?? Compare(read.Target, whole, read.Target.ReadStream(Pieces(read.Bytes), isSegmented: true), "in segments");
    }

    /// <summary>Pieces of all sizes, the same for the same bytes.</summary>
    private static List<byte[]> Pieces(byte[] bytes)
    {
        Random random = new(bytes.Length);
        List<byte[]> pieces = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(bytes.Length - at, random.Next(1, 3 + (bytes.Length / 8)));
            pieces.Add(bytes[at..(at + length)]);
            at += length;
        }

        return pieces;
    }

    private static Fault? Compare(Target target, StreamResult whole, StreamResult other, string how) =>
        CheckExceptions(other) ?? (Results.FindDifference(target, whole, other, hasOffsets: true) is { } difference
            ? new Fault(difference.Signature, $"whole and {how}: {difference.What}")
            : null);

    private static Fault? CheckExceptions(StreamResult result)
    {
        foreach (Received item in result.Events)
        {
            if (item.Violation is { } refused && ExceptionOracle.Check(new ViolationException(refused)) is { } fault)
            {
                return fault with { What = $"in pieces: {fault.What}" };
            }
        }

        return null;
    }
}
