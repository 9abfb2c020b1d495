using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Dates and times: an integer of 64 bits, of which the lower 62 are the ticks and the upper two the kind (PROTOCOL.md [T-21]).
/// </summary>
internal sealed class DateTimeSlicer : Slicer<DateTime>
{
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, DateTime value)
    {
        // The runtime's own representation, so that the bit for the second pass of an ambiguous hour is kept.
        writer.WriteInteger(Unsafe.BitCast<DateTime, long>(value));
        return SliceStep.Done;
    }
}

/// <summary>The unslicer for <see cref="DateTimeSlicer"/>.</summary>
internal sealed class DateTimeUnslicer : TokenUnslicer<DateTime>
{
    private const long TicksMask = (1L << 62) - 1;

    public override string Expected => "the 64 bits of a date";

    public override TokenTypes Tokens => TokenTypes.Integers;

    public override OpenType? OpenType => null;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out DateTime value) => TryReadBits(ref reader, out value);

    internal static ReadStatus TryReadBits(ref TokenReader reader, out DateTime value)
    {
        TokenReader before = reader;
        ReadStatus status = reader.TryReadInt64(out long bits);
        if (status == ReadStatus.Done && (bits & TicksMask) > DateTime.MaxValue.Ticks)
        {
            reader = before;
            bits = 0;
            status = ReadStatus.Mismatch;
        }

        value = Unsafe.BitCast<long, DateTime>(bits);
        return status;
    }
}
