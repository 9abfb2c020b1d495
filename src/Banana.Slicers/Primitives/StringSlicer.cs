using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Text: a STRING of UTF-8 where the type is declared, <c>OPEN unicode STRING CLOSE</c> where it describes itself
/// (PROTOCOL.md [T-5]). Invalid UTF-16 is refused, never replaced.
/// </summary>
public sealed class StringSlicer : Slicer<string>
{
    internal const string Name = "unicode";

    private static readonly VocabularyWord s_openType = new(Name);

    internal StringSlicer()
    {
        TracksReferences = false;
    }

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(Name, null);

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, string? value)
    {
        if (value is null)
        {
            return stack.WriteNull(ref writer);
        }

        return stack.Dialect == WireDialect.Net
            ? stack.WriteText(ref writer, value)
            : WriteObject(ref writer, stack, value);
    }

    /// <inheritdoc/>
    public override SliceStep WriteObject(ref TokenWriter writer, SlicerStack stack, object value)
    {
        if (!stack.TryWriteOpen(ref writer, s_openType, out ulong number, out SliceStep step))
        {
            return step;
        }

        step = stack.WriteText(ref writer, (string)value);
        if (step == SliceStep.Done)
        {
            stack.WriteClose(ref writer, number);
        }
        else
        {
            stack.WriteAbort(ref writer, number);
        }

        return step;
    }
}

/// <summary>The reading half of <see cref="StringSlicer"/>.</summary>
public sealed class StringUnslicer : TokenUnslicer<string>
{
    internal StringUnslicer()
    {
    }

    /// <inheritdoc/>
    public override string Expected => "text";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.String;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(StringSlicer.Name, null);

    /// <inheritdoc/>
    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        ArgumentNullException.ThrowIfNull(word);
        value = word.Text;
        return value is not null;
    }

    /// <inheritdoc/>
    protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out string? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.TryReadText(ref reader, out string text) == ReadStatus.Done)
        {
            value = text;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    /// <inheritdoc/>
    protected override bool AcceptsEmpty(UnslicerStack stack) => stack.Dialect == WireDialect.Foolscap;

    /// <inheritdoc/>
    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out string? value)
    {
        ReadStatus status = stack.TryReadText(ref reader, out string text);
        value = text;
        return status;
    }
}
