using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// What slicers write through the stack rather than through the writer: tokens whose form depends on what the stream agreed on.
public sealed partial class SlicerStack
{
    private static readonly VocabularyWord s_none = new(OpenTypes.None);
    private static readonly VocabularyWord s_setVocabulary = new(OpenTypes.SetVocabulary);
    private static readonly VocabularyWord s_addVocabulary = new(OpenTypes.AddVocabulary);

    /// <summary>Writes null: VOCAB 0 if the dialect has that, else the <c>none</c> sequence (PROTOCOL.md [V-4], [S-6]).</summary>
    /// <returns><see cref="SliceStep.Done"/>, or what a violation asks for: a sequence can be one too deep.</returns>
    public SliceStep WriteNull(ref TokenWriter writer)
    {
        if (_respectsNullability && _frames.Count > 0 && _frames.Top.Slicer is { RefusesNulls: true } around && !around.AcceptsNullInside(in _frames.Top))
        {
            return Fail(ViolationCode.NotRepresentable, "null", $"a value: {BananaPolicy.NotNullable}");
        }

        if (_hasNullToken)
        {
            writer.WriteVocab(0);
            return SliceStep.Done;
        }

        if (!TryWriteOpen(ref writer, s_none, out ulong number, out SliceStep step))
        {
            return step;
        }

        WriteClose(ref writer, number);
        return step;
    }

    /// <summary>Writes OPEN and one index token, for a value whose sequence is written at once and gets no frame.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="openType">The open type.</param>
    /// <param name="number">The number to give to <see cref="WriteClose"/>.</param>
    /// <param name="step">If the result is false, because the sequence would be one too deep: what the slicer returns.</param>
    public bool TryWriteOpen(ref TokenWriter writer, VocabularyWord openType, out ulong number, out SliceStep step)
    {
        ArgumentNullException.ThrowIfNull(openType);
        bool fits = _frames.Count < _maxDepth;
        number = fits ? WriteOpen(ref writer, openType) : 0;
        step = fits ? SliceStep.Done : FailDepth();
        return fits;
    }

    private ulong WriteOpen(ref TokenWriter writer, VocabularyWord openType)
    {
        ulong number = PutOpen(ref writer);
        WriteName(ref writer, openType);
        return number;
    }

    /// <summary>Writes the CLOSE of <see cref="TryWriteOpen"/>.</summary>
    public void WriteClose(ref TokenWriter writer, ulong number)
    {
        if (_isNumbered)
        {
            writer.WriteClose(number);
        }
        else
        {
            writer.WriteClose();
        }
    }

    /// <summary>Gives up on a sequence begun by <see cref="TryWriteOpen"/>: ABORT and CLOSE (PROTOCOL.md [W-13]).</summary>
    public void WriteAbort(ref TokenWriter writer, ulong number)
    {
        if (_isNumbered)
        {
            writer.WriteAbort(number);
        }
        else
        {
            writer.WriteAbort();
        }

        WriteClose(ref writer, number);
    }

    /// <summary>Writes a name (open type, class, attribute): VOCAB if the vocabulary has it, else STRING.</summary>
    public void WriteName(ref TokenWriter writer, VocabularyWord name)
    {
        if (_vocabulary.TryGetIndex(name, out ulong index))
        {
            writer.WriteVocab(index);
        }
        else
        {
            if (name.Utf8.Length > _limits.MaxIndexTokenBytes)
            {
                NoteNameExcessSlow(name.Utf8.Length);
            }

            writer.WriteBytes(name.Utf8);
        }
    }

    /// <summary>
    /// Writes a byte string that is data. Some dialects abbreviate data too, when it equals a word (PROTOCOL.md [V-6]).
    /// </summary>
    public void WriteBytes(ref TokenWriter writer, scoped ReadOnlySpan<byte> body)
    {
        if (_abbreviatesData && _vocabulary.TryGetIndex(body, out ulong index))
        {
            writer.WriteVocab(index);
        }
        else
        {
            if (body.Length > _limits.MaxStringBytes)
            {
                NoteBodyExcessSlow(body.Length);
            }

            writer.WriteBytes(body);
        }
    }

    /// <summary>
    /// Writes text that is data, as one UTF-8 STRING. Text with a lone surrogate is a violation; nothing is written then.
    /// </summary>
    public SliceStep WriteText(ref TokenWriter writer, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_isPlainText && writer.TryWriteShortAscii(text))
        {
            Charge(BytesPerText + (sizeof(char) * (long)text.Length));
            return SliceStep.Done;
        }

        return WriteTextSlow(ref writer, text);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep WriteTextSlow(ref TokenWriter writer, string text)
    {
        if ((_abbreviatesData && TryAbbreviate(ref writer, text)) || (_texts is not null && TryWriteWord(ref writer, text)))
        {
            return SliceStep.Done;
        }

        if (FindTextExcess(text) is > 0 and int length)
        {
            return FailLimit(ViolationCode.StringTooLong, $"text of {length} bytes", $"at most {_limits.MaxStringBytes} bytes (MaxStringBytes)");
        }

        Charge(BytesPerText + (sizeof(char) * (long)text.Length));
        return writer.TryWriteText(text) ? SliceStep.Done : Fail(ViolationCode.InvalidText, "text with a lone surrogate", "valid UTF-16");
    }

    /// <summary>
    /// Writes <c>set-vocab</c>: the peer forgets the words it learned and takes these (PROTOCOL.md [V-5]). Between top-level
    /// objects; indices are counted from the first free one.
    /// </summary>
    /// <exception cref="InvalidOperationException">An object is not finished.</exception>
    public void WriteSetVocabulary(ref TokenWriter writer, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        RequireIdle();
        VocabularyWord[] parsed = [.. words.Select(word => new VocabularyWord(word))]; // before anything of it is written
        _vocabulary.Clear();
        ulong number = WriteOpen(ref writer, s_setVocabulary);
        for (int i = 0; i < parsed.Length; i++)
        {
            writer.WriteInteger(_vocabulary.FirstFreeIndex + (ulong)i);
            writer.WriteBytes(parsed[i].Utf8);
        }

        WriteClose(ref writer, number);
        for (int i = 0; i < parsed.Length; i++)
        {
            _vocabulary.Add(_vocabulary.FirstFreeIndex + (ulong)i, parsed[i].Utf8);
        }
    }

    /// <summary>Writes <c>add-vocab</c>: one more word (PROTOCOL.md [V-5]). Between top-level objects.</summary>
    /// <exception cref="InvalidOperationException">An object is not finished.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is one of the fixed words'.</exception>
    public void WriteAddVocabulary(ref TokenWriter writer, ulong index, string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, _vocabulary.FirstFreeIndex);
        RequireIdle();
        VocabularyWord parsed = new(word);
        WriteDefinition(ref writer, index, parsed);
        _vocabulary.Add(index, parsed.Utf8);
    }

    private void RequireIdle()
    {
        if (IsBusy)
        {
            throw new InvalidOperationException("A definition can be written between top-level objects only. Finish the object.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong PutOpen(ref TokenWriter writer)
    {
        ulong number = _opens++;
        if (_isNumbered)
        {
            writer.WriteOpen(number);
        }
        else
        {
            writer.WriteOpen();
        }

        return number;
    }

    private bool TryAbbreviate(ref TokenWriter writer, string text)
    {
        const int longest = 256;
        if (_vocabulary.IsEmpty || text.Length > longest)
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[3 * longest];
        if (!System.Text.Encoding.UTF8.TryGetBytes(text, utf8, out int length)
            || !_vocabulary.TryGetIndex(utf8[..length], out ulong index)
            || text.AsSpan().Contains('\ufffd'))
        {
            return false;
        }

        writer.WriteVocab(index);
        return true;
    }
}
