using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Booleans: INT 0 or 1, or <c>OPEN boolean INT CLOSE</c> (PROTOCOL.md [T-2]).</summary>
internal sealed class BooleanSlicer : Slicer<bool>
{
    internal const string Name = "boolean";

    private static readonly VocabularyWord s_openType = new(Name);

    internal BooleanSlicer()
    {
    }

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(Name, null);

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, bool value)
    {
        if (stack.DescribesAll)
        {
            return WriteDescribed(ref writer, stack, value);
        }

        writer.WriteInteger(value ? 1 : 0);
        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override SliceStep WriteObject(ref TokenWriter writer, SlicerStack stack, object value) =>
        WriteDescribed(ref writer, stack, (bool)value);

    private static SliceStep WriteDescribed(ref TokenWriter writer, SlicerStack stack, bool value)
    {
        if (stack.TryWriteOpen(ref writer, s_openType, out ulong number, out SliceStep step))
        {
            writer.WriteInteger(value ? 1 : 0);
            stack.WriteClose(ref writer, number);
        }

        return step;
    }
}

/// <summary>The unslicer for <see cref="BooleanSlicer"/>.</summary>
internal sealed class BooleanUnslicer : TokenUnslicer<bool>
{
    internal BooleanUnslicer()
    {
    }

    /// <inheritdoc/>
    public override string Expected => "INT 0 or 1";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.Int;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(BooleanSlicer.Name, null);

    /// <inheritdoc/>
    protected override bool AcceptsEmpty(UnslicerStack stack) => stack.Dialect.IsLenient;

    /// <inheritdoc/>
    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out bool value)
    {
        value = false;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (status != ReadStatus.Done)
        {
            return status;
        }

        // Any INT other than 0 or 1 is refused, unless the dialect reads it as true.
        if (header.Type != TokenType.Int || (header.Value > 1 && !stack.Dialect.IsLenient))
        {
            return ReadStatus.Mismatch;
        }

        reader.Accept(header);
        value = header.Value != 0;
        return ReadStatus.Done;
    }
}
