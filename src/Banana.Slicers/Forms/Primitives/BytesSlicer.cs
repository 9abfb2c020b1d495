using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Byte arrays: <c>OPEN bytes STRING* CLOSE</c>, so that a shared array stays shared; a bare STRING where there are no references
/// (PROTOCOL.md [T-6]).
/// </summary>
internal sealed class BytesSlicer : Slicer<byte[]>
{
    internal const int ChunkSize = 1024 * 1024;

    internal static readonly VocabularyWord Word = new("bytes");

    internal BytesSlicer()
        : base(Word)
    {
    }

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(Word.Text!, null);

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (value is not null && value.GetType() != typeof(byte[])) // the runtime accepts an sbyte[] as a byte[]
        {
            return stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"exactly {typeof(byte[])}");
        }

        if (value is null || (!stack.DescribesAll && stack.KeepsReferences))
        {
            return stack.TryEnter(ref writer, this, value, out SliceStep step)
                ? stack.Leave(ref writer, Slice(ref writer, ref stack.Top, stack))
                : step;
        }

        stack.WriteBytes(ref writer, value);
        return SliceStep.Done;
    }

    // State counts the bytes written.
    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        byte[] bytes = (byte[])frame.Target;
        if (bytes.Length > stack.MaxItems)
        {
            return stack.FailLimit(ViolationCode.CollectionTooLarge, $"{bytes.Length} bytes", $"at most {stack.MaxItems} (MaxCollectionItems)");
        }

        int chunkSize = Math.Clamp(stack.Limits.MaxStringBytes, 1, ChunkSize);
        while (frame.State < bytes.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            ReadOnlySpan<byte> chunk = bytes.AsSpan(frame.State, Math.Min(chunkSize, bytes.Length - frame.State));
            stack.Charge(chunk.Length);
            writer.WriteBytes(chunk);
            frame.State += chunk.Length;
        }

        return SliceStep.Done;
    }
}

/// <summary>The unslicer for <see cref="BytesSlicer"/>.</summary>
internal sealed class BytesUnslicer : TokenUnslicer<byte[]>
{
    private const int BytesPerChunk = 32; // its place in the list of them, and some of the first's

    internal BytesUnslicer()
    {
    }

    /// <inheritdoc/>
    public override string Expected => "a byte string";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.String;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(BytesSlicer.Word.Text!, null);

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtClose;

    /// <inheritdoc/>
    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(stack);
        return stack.TryCopyWord(word, out value);
    }

    // The cursor is a list of the chunks, if there is more than one; the target is the only one, or all of them at the end.
    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        while (!stack.TryClose(ref reader, ref frame))
        {
            UnsliceStep step = ReadChunk(ref reader, stack, out byte[]? chunk);
            if (step != UnsliceStep.Done)
            {
                return step;
            }

            if (!TryTakeChunk(ref frame, chunk!, stack))
            {
                return stack.FailFrame(
                    ref reader, ViolationCode.CollectionTooLarge, "one more chunk of bytes", $"at most {stack.MaxItems} bytes in all");
            }
        }

        frame.Target = frame.Cursor is List<byte[]> chunks ? Join(chunks) : frame.Target ?? new byte[frame.State]; // not the one empty array
        return UnsliceStep.Done;
    }

    /// <inheritdoc/>
    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out byte[]? value)
    {
        ReadStatus status = stack.TryReadBytes(ref reader, out byte[] bytes);
        value = bytes;
        return status;
    }

    /// <summary>Reads a chunk, which must be a bare token, neither null nor another sequence.</summary>
    private UnsliceStep ReadChunk(ref TokenReader reader, UnslicerStack stack, out byte[]? chunk)
    {
        if (reader.TryPeek(out TokenHeader header) == ReadStatus.Done && header.Type == TokenType.String)
        {
            return Read(ref reader, stack, out chunk);
        }

        UnsliceStep step = stack.ReadToken(ref reader, this, out object? token);
        chunk = (byte[]?)token;
        return step;
    }

    private static bool TryTakeChunk(ref UnsliceFrame frame, byte[] chunk, UnslicerStack stack)
    {
        long total = frame.State + (long)chunk.Length;
        if (total > stack.MaxItems || (frame.Target is not null && !stack.TryCharge(chunk.Length + BytesPerChunk)))
        {
            return false;
        }

        frame.State = (int)total;
        if (frame.Target is byte[] first)
        {
            List<byte[]> chunks = (List<byte[]>)(frame.Cursor ??= new List<byte[]> { first });
            chunks.Add(chunk);
        }

        frame.Target ??= chunk;
        return true;
    }

    private static byte[] Join(List<byte[]> chunks)
    {
        byte[] joined = new byte[chunks.Sum(chunk => chunk.Length)];
        int length = 0;
        foreach (byte[] chunk in chunks)
        {
            chunk.CopyTo(joined, length);
            length += chunk.Length;
        }

        return joined;
    }
}
