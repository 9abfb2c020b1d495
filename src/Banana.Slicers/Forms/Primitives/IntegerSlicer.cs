using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Integers of every width: one integer token, the shortest that holds the value (PROTOCOL.md [W-7], [T-3]).</summary>
/// <typeparam name="T">The integer type.</typeparam>
internal sealed class IntegerSlicer<T> : Slicer<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly VocabularyWord? _openType;

    internal IntegerSlicer(string? openType)
    {
        TracksReferences = false;
        WritesRuns = typeof(T) == typeof(int);
        _openType = openType is null ? null : new VocabularyWord(openType);
        OpenType = openType is null ? null : new OpenType(openType, null);
    }

    /// <inheritdoc/>
    public override OpenType? OpenType { get; }

    /// <inheritdoc/>
    public override bool DescribesItself => true;

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T value)
    {
        if (typeof(T) == typeof(BigInteger) && !Fits(stack, (BigInteger)(object)value, out SliceStep step))
        {
            return step;
        }

        WriteToken(ref writer, value);
        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override SliceStep WriteObject(ref TokenWriter writer, SlicerStack stack, object value)
    {
        SliceStep step = SliceStep.Done;
        if (typeof(T) == typeof(BigInteger) && !Fits(stack, (BigInteger)value, out step))
        {
            return step;
        }

        if (_openType is null || !stack.Dialect.HasTypeNames)
        {
            WriteToken(ref writer, (T)value);
        }
        else if (stack.TryWriteOpen(ref writer, _openType, out ulong number, out step))
        {
            WriteToken(ref writer, (T)value);
            stack.WriteClose(ref writer, number);
        }
        else
        {
            return step;
        }

        return SliceStep.Done;
    }

    private static bool Fits(SlicerStack stack, BigInteger value, out SliceStep step)
    {
        int length = BigInteger.Abs(value).GetByteCount(isUnsigned: true);
        bool fits = length <= Math.Max(stack.Limits.MaxIntegerBytes, sizeof(ulong)); // what is no longer may be an INT
        step = fits ? SliceStep.Done : stack.FailLimit(
            ViolationCode.IntegerTooLong, $"an integer of {length} bytes", $"at most {stack.Limits.MaxIntegerBytes} bytes (MaxIntegerBytes)");
        return fits;
    }

    /// <inheritdoc/>
    public override int WriteRun(ref TokenWriter writer, SlicerStack stack, ReadOnlySpan<T> values) =>
        typeof(T) == typeof(int) ? writer.WriteInt32Run(MemoryMarshal.Cast<T, int>(values)) : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteToken(ref TokenWriter writer, T value)
    {
        if (typeof(T) == typeof(BigInteger))
        {
            writer.WriteInteger((BigInteger)(object)value);
        }
        else if (typeof(T) == typeof(Int128))
        {
            writer.WriteInteger((Int128)(object)value);
        }
        else if (typeof(T) == typeof(UInt128))
        {
            writer.WriteInteger((UInt128)(object)value);
        }
        else if (typeof(T) == typeof(ulong))
        {
            writer.WriteInteger((ulong)(object)value);
        }
        else
        {
            writer.WriteInteger(long.CreateChecked(value));
        }
    }
}

/// <summary>The unslicer for <see cref="IntegerSlicer{T}"/>.</summary>
/// <typeparam name="T">The integer type.</typeparam>
internal sealed class IntegerUnslicer<T> : TokenUnslicer<T>
    where T : struct, IBinaryInteger<T>
{
    private const int BytesPerDigits = 32; // the head of their array

    internal IntegerUnslicer(string? openType)
    {
        ReadsRuns = typeof(T) == typeof(int);
        OpenType = openType is null ? null : new OpenType(openType, null);
    }

    /// <inheritdoc/>
    public override string Expected => $"an integer that fits {typeof(T).Name}";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.Integers;

    /// <inheritdoc/>
    public override OpenType? OpenType { get; }

    /// <inheritdoc/>
    protected override int ReadRunUntasted(ref TokenReader reader, UnslicerStack stack, Span<T> destination) =>
        typeof(T) == typeof(int) ? reader.ReadInt32Run(MemoryMarshal.Cast<T, int>(destination)) : 0;

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T value)
    {
        if (typeof(T) == typeof(int) && reader.TryReadInt32(out int number) == ReadStatus.Done)
        {
            value = (T)(object)number;
            return UnsliceStep.Done;
        }

        if (typeof(T) == typeof(long) && reader.TryReadInt64(out long large) == ReadStatus.Done)
        {
            value = (T)(object)large;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    /// <inheritdoc/>
    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out T value)
    {
        if (typeof(T) != typeof(BigInteger) || TryChargeDigits(ref reader, stack))
        {
            return TryReadNumber(ref reader, out value);
        }

        value = default;
        return ReadStatus.Mismatch;
    }

    /// <summary>Charges the digits of a large number, once all of it has arrived.</summary>
    private static bool TryChargeDigits(ref TokenReader reader, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return reader.TryPeek(out TokenHeader header) != ReadStatus.Done
            || (header.Type.Bit() & TokenTypes.Integers) == 0
            || !reader.IsWhole(header)
            || stack.TryCharge(BytesPerDigits + (long)header.BodyLength);
    }

    internal static ReadStatus TryReadNumber(ref TokenReader reader, out T value)
    {
        if (typeof(T) == typeof(int))
        {
            ReadStatus status = reader.TryReadInt32(out int number);
            value = (T)(object)number;
            return status;
        }

        if (typeof(T) == typeof(long))
        {
            ReadStatus status = reader.TryReadInt64(out long number);
            value = (T)(object)number;
            return status;
        }

        return TryReadSlow(ref reader, out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadStatus TryReadSlow(ref TokenReader reader, out T value)
    {
        TokenReader before = reader;
        ReadStatus status;
        if (typeof(T) == typeof(BigInteger) || typeof(T) == typeof(UInt128))
        {
            status = reader.TryReadInteger(out BigInteger big);
            value = T.CreateSaturating(big);
            status = status == ReadStatus.Done && BigInteger.CreateChecked(value) != big ? ReadStatus.Mismatch : status;
        }
        else
        {
            status = reader.TryReadInt128(out Int128 number);
            value = T.CreateSaturating(number);
            status = status == ReadStatus.Done && Int128.CreateChecked(value) != number ? ReadStatus.Mismatch : status;
        }

        if (status != ReadStatus.Done)
        {
            reader = before;
        }

        return status;
    }
}
