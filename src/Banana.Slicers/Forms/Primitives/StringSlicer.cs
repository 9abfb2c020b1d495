using Banana.Wire;
using CommunityToolkit.HighPerformance.Buffers;

namespace Banana.Slicing;

/// <summary>
/// Text: a STRING of UTF-8 where the type is declared, <c>OPEN unicode STRING CLOSE</c> where it describes itself (PROTOCOL.md
/// [T-5]). Invalid UTF-16 is refused or, if so configured, kept; it is never replaced.
/// </summary>
internal sealed class StringSlicer : Slicer<string>
{
    internal const string Name = "unicode";

    private static readonly VocabularyWord s_openType = new(Name);
    private static readonly TrackedTextSlicer s_tracked = new();

    private readonly bool _isPlain;
    private readonly bool _keepsIdentity;
    private readonly bool _keepsInvalidText;

    internal StringSlicer(bool keepsIdentity = false, bool keepsInvalidText = false)
    {
        TracksReferences = false;
        _isPlain = !keepsIdentity && !keepsInvalidText;
        _keepsIdentity = keepsIdentity;
        _keepsInvalidText = keepsInvalidText;
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

        if (stack.AbbreviatesText)
        {
            stack.DefineText(ref writer, value);
        }

        return _isPlain && !stack.DescribesAll
            ? stack.WriteText(ref writer, value)
            : WriteSlow(ref writer, stack, value);
    }

    /// <inheritdoc/>
    public override SliceStep WriteObject(ref TokenWriter writer, SlicerStack stack, object value)
    {
        string text = (string)value;
        if (stack.AbbreviatesText)
        {
            stack.DefineText(ref writer, text);
        }

        return WriteSequence(ref writer, stack, text);
    }

    private SliceStep WriteSequence(ref TokenWriter writer, SlicerStack stack, string text)
    {
        if (_isPlain || stack.DescribesAll)
        {
            return WriteDescribed(ref writer, stack, text);
        }

        bool isInvalid = _keepsInvalidText && !Utf16Slicer.IsValid(text);
        return _keepsIdentity ? stack.WriteSequence(ref writer, isInvalid ? Utf16Slicer.Tracked : s_tracked, text)
            : isInvalid ? stack.WriteSequence(ref writer, Utf16Slicer.Untracked, text)
            : WriteDescribed(ref writer, stack, text);
    }

    private SliceStep WriteSlow(ref TokenWriter writer, SlicerStack stack, string value) =>
        stack.DescribesAll || _keepsIdentity || !Utf16Slicer.IsValid(value)
            ? WriteSequence(ref writer, stack, value)
            : stack.WriteText(ref writer, value);

    private static SliceStep WriteDescribed(ref TokenWriter writer, SlicerStack stack, string value)
    {
        if (!stack.TryWriteOpen(ref writer, s_openType, out ulong number, out SliceStep step))
        {
            return step;
        }

        step = stack.WriteText(ref writer, value);
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

    /// <summary>Text that can be referred to.</summary>
    private sealed class TrackedTextSlicer() : Slicer<string>(s_openType)
    {
        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
            frame.State++ == 0 ? stack.WriteText(ref writer, (string)frame.Target) : SliceStep.Done;
    }
}

/// <summary>The unslicer for <see cref="StringSlicer"/>.</summary>
internal sealed class StringUnslicer : TokenUnslicer<string>
{
    private readonly bool _keepsInvalidText;
    private readonly StringPool? _pool;

    internal StringUnslicer(bool keepsInvalidText = false, StringPool? pool = null)
    {
        _keepsInvalidText = keepsInvalidText;
        _pool = pool;
    }

    /// <inheritdoc/>
    public override string Expected => "text";

    /// <inheritdoc/>
    public override TokenTypes Tokens => TokenTypes.String;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(StringSlicer.Name, null);

    /// <summary>Text in a sequence can be referred to, because its sender may track it.</summary>
    public override ReferenceKind References => ReferenceKind.AtClose;

    /// <inheritdoc/>
    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        base.ForOpenType(openType, stack) ?? (openType == Utf16Slicer.Name ? InvalidText : null);

    /// <summary>The unslicer of text that is not UTF-8; null if such text is refused.</summary>
    internal Unslicer<string>? InvalidText => _keepsInvalidText ? Utf16Unslicer.Instance : null;

    /// <inheritdoc/>
    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        ArgumentNullException.ThrowIfNull(word);
        value = word.Text;
        return value is not null;
    }

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out string? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.TryReadText(ref reader, out string text) == ReadStatus.Done)
        {
            value = _pool is null ? text : _pool.GetOrAdd(text);
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    /// <inheritdoc/>
    protected override bool AcceptsEmpty(UnslicerStack stack) => stack.Dialect.IsLenient;

    /// <inheritdoc/>
    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out string? value)
    {
        ReadStatus status = stack.TryReadText(ref reader, out string text);
        value = _pool is null || status != ReadStatus.Done ? text : _pool.GetOrAdd(text);
        return status;
    }
}
