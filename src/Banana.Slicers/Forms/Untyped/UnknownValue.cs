using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Values of unknown types: tokens stay tokens, sequences stay sequences, and references keep their targets.</summary>
internal sealed class UnknownValueSlicer : Slicer<object>
{
    public static readonly UnknownValueSlicer Instance = new();

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, object? value)
    {
        switch (value)
        {
            case null:
                return stack.WriteNull(ref writer);
            case int number:
                writer.WriteInteger(number);
                return SliceStep.Done;
            case long number:
                writer.WriteInteger(number);
                return SliceStep.Done;
            case System.Numerics.BigInteger number:
                writer.WriteInteger(number);
                return SliceStep.Done;
            case double number:
                writer.WriteDouble(number);
                return SliceStep.Done;
            case byte[] bytes:
                writer.WriteBytes(bytes);
                return SliceStep.Done;
            case VocabularyWord word:
                stack.WriteName(ref writer, word);
                return SliceStep.Done;
            case GenericSequence sequence:
                return stack.WriteSequence(ref writer, GenericSequenceSlicer.Instance, sequence);
            default:
                return stack.WriteObject(ref writer, value); // the target of a reference is an object of a known type
        }
    }
}

/// <summary>The unslicer for <see cref="UnknownValueSlicer"/>.</summary>
/// <param name="isPassedOver">Whether the value is skipped, so that nothing may refer to it.</param>
internal sealed class UnknownValueUnslicer(bool isPassedOver) : Unslicer<object>
{
    public static readonly UnknownValueUnslicer PassedOver = new(isPassedOver: true);

    public static readonly UnknownValueUnslicer Asked = new(isPassedOver: false);

    public override string Expected => "a value of any type";

    public override TokenTypes Tokens => TokenTypes.Integers | TokenTypes.Float | TokenTypes.Strings;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => new GenericSequenceUnslicer(openType, isPassedOver);

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => true;

    /// <summary>A word stays a word, because it may be a name, which is written as a word.</summary>
    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        value = word;
        return true;
    }

    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out object? value)
    {
        value = null;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (status == ReadStatus.Done)
        {
            status = ObjectUnslicer.TryReadToken(ref reader, header, stack, out value);
        }

        return status == ReadStatus.Done ? UnsliceStep.Done : stack.ReadValue(ref reader, this, out value);
    }
}
