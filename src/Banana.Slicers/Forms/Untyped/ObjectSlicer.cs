using System.Numerics;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Positions that declare no type, where every value describes itself (PROTOCOL.md [S-5]).</summary>
internal sealed class ObjectSlicer : Slicer<object>
{
    internal ObjectSlicer()
    {
    }

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, object? value) =>
        stack.WriteObject(ref writer, value);
}

/// <summary>
/// The unslicer for <see cref="ObjectSlicer"/>: INT and its kin become the smallest of <see cref="int"/>, <see cref="long"/>,
/// <see cref="BigInteger"/>; FLOAT <see cref="double"/>; STRING <c>byte[]</c>; and sequences the type registered for their open
/// type.
/// </summary>
internal sealed class ObjectUnslicer : Unslicer<object>
{
    public static readonly ObjectUnslicer Instance = new();

    private const int BytesPerBox = 24;
    private const int BytesPerBig = 72; // the box, and the head of the array of digits

    private ObjectUnslicer()
    {
    }

    /// <inheritdoc/>
    public override string Expected => "a value of a registered type";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.Integers | TokenTypes.Float | TokenTypes.Strings;

    /// <inheritdoc/>
    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.Unslicers.Find(openType);
    }

    /// <summary>
    /// All objects are accepted, including those that are shared with a position that declares their type and could not describe
    /// themselves here; but not sequences of unknown type.
    /// </summary>
    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => reader is not GenericSequenceUnslicer { IsPassedOver: true };

    /// <inheritdoc/>
    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(stack);
        return stack.TryCopyWord(word, out value);
    }

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out object? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        value = null;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (status == ReadStatus.Done)
        {
            status = TryReadToken(ref reader, header, stack, out value);
        }

        return status == ReadStatus.Done ? UnsliceStep.Done : stack.ReadValue(ref reader, this, out value);
    }

    internal static ReadStatus TryReadToken(
        ref TokenReader reader, in TokenHeader header, UnslicerStack stack, out object? value)
    {
        ReadStatus status;
        switch (header.Type)
        {
            case TokenType.Int or TokenType.Neg or TokenType.LongInt or TokenType.LongNeg:
                if (!TryChargeNumber(ref reader, header, stack))
                {
                    value = null;
                    return ReadStatus.Mismatch;
                }

                status = reader.TryReadInt64(out long number);
                if (status != ReadStatus.Mismatch)
                {
                    value = number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number;
                    return status;
                }

                status = reader.TryReadInteger(out BigInteger big);
                value = big;
                return status;

            case TokenType.Float:
                if (!TryChargeNumber(ref reader, header, stack))
                {
                    value = null;
                    return ReadStatus.Mismatch;
                }

                status = reader.TryReadDouble(out double real);
                value = real;
                return status;

            case TokenType.String:
                status = stack.TryReadBytes(ref reader, out byte[] bytes);
                value = bytes;
                return status;

            default:
                value = null;
                return ReadStatus.Mismatch;
        }
    }

    /// <summary>Charges a number's box, and the digits of a large one, once all of it has arrived.</summary>
    private static bool TryChargeNumber(ref TokenReader reader, in TokenHeader header, UnslicerStack stack) =>
        !reader.IsWhole(header)
        || stack.TryCharge(header.BodyLength <= sizeof(double) ? BytesPerBox : BytesPerBig + (long)header.BodyLength);
}
