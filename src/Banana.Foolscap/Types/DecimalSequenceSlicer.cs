using Banana.Slicing;
using Banana.Wire;

namespace Banana.Foolscap;

/// <summary>Decimals in Foolscap's form: <c>OPEN decimal STRING CLOSE</c>, with the text that Python prints (PROTOCOL.md [F-7]).</summary>
internal sealed class DecimalSequenceSlicer : Slicer<decimal>
{
    internal const string Name = "decimal";

    private static readonly VocabularyWord s_openType = new(Name);

    public override OpenType? OpenType => new OpenType(Name, null);

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, decimal value) =>
        Write(ref writer, stack, DecimalParts.Of(value).ToString());

    internal static SliceStep Write(ref TokenWriter writer, SlicerStack stack, string text)
    {
        if (stack.TryWriteOpen(ref writer, s_openType, out ulong number, out SliceStep step))
        {
            step = stack.WriteText(ref writer, text);
            stack.WriteClose(ref writer, number);
        }

        return step;
    }
}

/// <summary>Decimals that are kept as text.</summary>
internal sealed class DecimalTextSlicer : Slicer<DecimalText>
{
    public override bool DescribesItself => true;

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, DecimalText value) =>
        DecimalSequenceSlicer.Write(ref writer, stack, value.ToString());
}

/// <summary>The unslicer for <see cref="DecimalSequenceSlicer"/> and <see cref="DecimalTextSlicer"/>.</summary>
/// <typeparam name="T">The type that is read: decimals, their text or, as objects, either of them.</typeparam>
internal sealed class DecimalSequenceUnslicer<T>(DecimalSequenceUnslicer<T>.Converter tryConvert, string expected) : Unslicer<T>
{
    private const int HasValue = 1;

    /// <summary>
    /// Whether an integer is also accepted where the type is declared, because Python programs do not distinguish 5 from
    /// Decimal("5").
    /// </summary>
    public bool TakesIntegers { get; init; }

    public override TokenTypes Tokens => TakesIntegers ? TokenTypes.Integers : TokenTypes.None;

    /// <summary>Converts a number to a value; false if the type cannot hold it.</summary>
    public delegate bool Converter(DecimalParts number, UnslicerStack stack, out T? value);

    public override string Expected => expected;

    public override OpenType? OpenType => new OpenType(DecimalSequenceSlicer.Name, null);

    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        return TakesIntegers
            && reader.TryReadInt64(out long number) == ReadStatus.Done
            && tryConvert(DecimalParts.Of(number), stack, out value)
                ? UnsliceStep.Done
                : base.ReadUntasted(ref reader, stack, out value);
    }

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (frame.State != HasValue)
        {
            if (stack.TryClose(ref reader, ref frame))
            {
                return UnsliceStep.Done; // Foolscap takes it for null (PROTOCOL.md [F-3])
            }

            UnsliceStep step = Text.Instance.ReadAlone(ref reader, stack, out string? text);
            if (step != UnsliceStep.Done)
            {
                return step;
            }

            if (!DecimalParts.TryParse(text, out DecimalParts number))
            {
                return stack.FailFrame(ref reader, ViolationCode.InvalidValue, "text that is no decimal number", expected);
            }

            if (!tryConvert(number, stack, out T? value))
            {
                return stack.FailFrame(ref reader, ViolationCode.NumberOutOfRange, $"the decimal number {Shorten(text!)}", expected);
            }

            frame.Target = value;
            frame.State = HasValue;
        }

        return stack.Close(ref reader, ref frame);
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : $"{text.AsSpan(0, 40)}…";

    /// <summary>The only token of the sequence.</summary>
    private sealed class Text : TokenUnslicer<string>
    {
        public static readonly Text Instance = new();

        public override string Expected => "the text of a decimal number";

        public override TokenTypes Tokens => TokenTypes.String;

        public override OpenType? OpenType => null;

        public override bool AcceptsNull => false;

        public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
        {
            value = word.Text;
            return value is not null;
        }

        protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out string? value)
        {
            ReadStatus status = stack.TryReadText(ref reader, out string text);
            value = text;
            return status;
        }
    }
}
