using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Tokens whose form depends on the options of the stream, which slicers therefore write through the stack.
public sealed partial class SlicerStack
{
    private static readonly VocabularyWord s_none = new(OpenTypes.None);

    /// <summary>Writes null: VOCAB 0 if the dialect has it, otherwise the sequence <c>none</c> (PROTOCOL.md [V-4], [S-6]).</summary>
    /// <returns><see cref="SliceStep.Done"/>, or <see cref="SliceStep.Failed"/> if null is refused here or a sequence would be too deep.</returns>
    public SliceStep WriteNull(ref TokenWriter writer)
    {
        if (_options.RespectsNullability && _frames.Count > 0 && _frames.Top.Slicer is { RefusesNulls: true } around && !around.AcceptsNullInside(in _frames.Top))
        {
            return Fail(ViolationCode.NotRepresentable, "null", $"a value: {BananaPolicy.NotNullable}");
        }

        if (_dialect.HasNullToken)
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

    /// <summary>Writes a value so that it describes itself, by the slicer registered for its exact type.</summary>
    public SliceStep WriteObject(ref TokenWriter writer, object? value)
    {
        if (value is null)
        {
            return WriteNull(ref writer);
        }

        if (IsForbidding)
        {
            return WriteObjectSlow(ref writer, value, _layers!);
        }

        return _options.Slicers.Find(value.GetType()) is { } slicer
            ? slicer.WriteObject(ref writer, this, value)
            : FailUnregistered(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep WriteObjectSlow(ref TokenWriter writer, object value, ForbiddingLayers layers)
    {
        if (layers.Forbid(value))
        {
            return FailForbidden(value);
        }

        if (_options.Slicers.Find(value.GetType()) is not { } slicer)
        {
            return FailUnregistered(value);
        }

        layers.HasAsked = true;
        try
        {
            return slicer.WriteObject(ref writer, this, value);
        }
        finally
        {
            layers.HasAsked = false;
        }
    }

    private SliceStep FailForbidden(object value) =>
        Fail(ViolationCode.RefusedOpenType, $"a value of type {value.GetType()}", "a type that may be sent inside this object");

    private SliceStep FailUnregistered(object value) => Fail(
        ViolationCode.UnregisteredType,
        $"a value of type {value.GetType()}",
        _options.Slicers.SuggestAlternative(value.GetType()) ?? "a type registered by options.Types.Add<T>() or AddReflected<T>(), or a position that declares it");

    /// <summary>Writes OPEN and one index token, for a sequence that is written at once, without a frame.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="openType">The open type.</param>
    /// <param name="number">The number to pass to <see cref="WriteClose"/>.</param>
    /// <param name="step">The step that the slicer returns if the result is false, because the sequence would be nested too deeply.</param>
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

    /// <summary>Writes the CLOSE of a sequence started by <see cref="TryWriteOpen"/>.</summary>
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

    /// <summary>Aborts a sequence started by <see cref="TryWriteOpen"/>, with ABORT and CLOSE (PROTOCOL.md [W-13]).</summary>
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

    /// <summary>Writes a name of an open type, class or attribute: VOCAB if the vocabulary has it, otherwise STRING.</summary>
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
    /// Writes a byte string that is data. Some dialects write data that equals a word as VOCAB (PROTOCOL.md [V-6]).
    /// </summary>
    public void WriteBytes(ref TokenWriter writer, scoped ReadOnlySpan<byte> body)
    {
        if (_dialect.AbbreviatesData && _vocabulary.TryGetIndex(body, out ulong index))
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

    /// <summary>Writes text as a UTF-8 STRING. Text with a lone surrogate is a violation, and nothing is written.</summary>
    public SliceStep WriteText(ref TokenWriter writer, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_isPlainText && writer.TryWriteShortAscii(text))
        {
            _totals.ChargeText(text.Length);
            return SliceStep.Done;
        }

        return WriteTextSlow(ref writer, text);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep WriteTextSlow(ref TokenWriter writer, string text)
    {
        if ((_dialect.AbbreviatesData && TryAbbreviate(ref writer, text)) || TryWriteWord(ref writer, text))
        {
            return SliceStep.Done;
        }

        if (FindTextExcess(text) is > 0 and int length)
        {
            return FailLimit(ViolationCode.StringTooLong, $"text of {length} bytes", $"at most {_limits.MaxStringBytes} bytes (MaxStringBytes)");
        }

        _totals.ChargeText(text.Length);
        return writer.TryWriteText(text) ? SliceStep.Done : Fail(ViolationCode.InvalidText, "text with a lone surrogate", "valid UTF-16");
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

    private bool TryWriteWord(ref TokenWriter writer, string text)
    {
        if (_texts is null || !_texts.TryGetIndex(text, out ulong index))
        {
            return false;
        }

        writer.WriteVocab(index);
        return true;
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
