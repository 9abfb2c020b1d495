using System.Numerics;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Doubles: FLOAT, bit for bit (PROTOCOL.md [W-8], [T-4]).</summary>
internal sealed class DoubleSlicer : Slicer<double>
{
    internal DoubleSlicer()
    {
        WritesRuns = true;
    }

    /// <inheritdoc/>
    public override bool DescribesItself => true;

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, double value)
    {
        writer.WriteDouble(value);
        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override int WriteRun(ref TokenWriter writer, SlicerStack stack, ReadOnlySpan<double> values) =>
        writer.WriteDoubleRun(values);
}

/// <summary>The unslicer for <see cref="DoubleSlicer"/>.</summary>
internal sealed class DoubleUnslicer : TokenUnslicer<double>
{
    internal DoubleUnslicer()
    {
        ReadsRuns = true;
    }

    /// <inheritdoc/>
    public override string Expected => "FLOAT, or an integer that a double holds exactly";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.Float | TokenTypes.Integers;

    /// <inheritdoc/>
    public override OpenType? OpenType => null;

    /// <inheritdoc/>
    protected override int ReadRunUntasted(ref TokenReader reader, UnslicerStack stack, Span<double> destination) =>
        reader.ReadDoubleRun(destination);

    /// <inheritdoc/>
    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out double value)
    {
        ReadStatus status = reader.TryReadDouble(out value);
        return status == ReadStatus.Mismatch ? TryReadWidenedSlow(ref reader, out value) : status;
    }

    /// <summary>Reads a value that was an integer in an earlier version of a class (PROTOCOL.md [I-3]).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadStatus TryReadWidenedSlow(ref TokenReader reader, out double value)
    {
        TokenReader before = reader;
        ReadStatus status = reader.TryReadInteger(out BigInteger number);
        value = (double)number;
        if (status == ReadStatus.Done && (!double.IsFinite(value) || new BigInteger(value) != number))
        {
            reader = before;
            return ReadStatus.Mismatch;
        }

        return status;
    }
}
