using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Byte arrays: one STRING (PROTOCOL.md [T-6]). They carry no identity: a shared array comes back as two.
/// </summary>
public sealed class BytesSlicer : Slicer<byte[]>
{
    internal BytesSlicer()
    {
        TracksReferences = false;
    }

    /// <inheritdoc/>
    public override bool DescribesItself => true;

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, byte[]? value)
    {
        if (value is null)
        {
            return stack.WriteNull(ref writer);
        }

        if (value.GetType() != typeof(byte[])) // the runtime lets an sbyte[] pass as a byte[]
        {
            return stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"exactly {typeof(byte[])}");
        }

        stack.WriteBytes(ref writer, value);
        return SliceStep.Done;
    }
}

/// <summary>The reading half of <see cref="BytesSlicer"/>.</summary>
public sealed class BytesUnslicer : TokenUnslicer<byte[]>
{
    internal BytesUnslicer()
    {
    }

    /// <inheritdoc/>
    public override string Expected => "a byte string";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.String;

    /// <inheritdoc/>
    public override OpenType? OpenType => null;

    /// <inheritdoc/>
    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        ArgumentNullException.ThrowIfNull(word);
        value = word.Utf8.ToArray();
        return true;
    }

    /// <inheritdoc/>
    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out byte[]? value)
    {
        ReadStatus status = stack.TryReadBytes(ref reader, out byte[] bytes);
        value = bytes;
        return status;
    }
}
