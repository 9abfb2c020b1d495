using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Definitions: words of the vocabulary (PROTOCOL.md [V-5]), and the shapes of instances ([I-1] to [I-4]).
public sealed partial class SlicerStack
{
    private static readonly VocabularyWord s_setVocabulary = new(OpenTypes.SetVocabulary);
    private static readonly VocabularyWord s_addVocabulary = new(OpenTypes.AddVocabulary);
    private static readonly VocabularyWord s_shaped = new(OpenTypes.Shaped);

    /// <summary>Whether repeated text is abbreviated. If so, call <see cref="DefineText"/> before text is written.</summary>
    public bool AbbreviatesText => _texts is not null;

    /// <summary>
    /// Defines a text as a word if it was written before. Call it where a value may start, before the text, or a sequence that contains
    /// it, is written there.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void DefineText(ref TokenWriter writer, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_texts is not null && _texts.TryDefine(text, canDefine: _frames.Count < _maxDepth, out ulong index))
        {
            WriteDefinition(ref writer, index, new VocabularyWord(text));
        }
    }

    private void WriteDefinition(ref TokenWriter writer, ulong index, VocabularyWord word)
    {
        ulong number = WriteOpen(ref writer, s_addVocabulary);
        writer.WriteInteger(index);
        writer.WriteBytes(word.Utf8);
        WriteClose(ref writer, number);
    }

    /// <summary>
    /// Writes <c>set-vocab</c>, which replaces all words defined before (PROTOCOL.md [V-5]). Call it between top-level objects. The indices
    /// start at the first free one.
    /// </summary>
    /// <exception cref="InvalidOperationException">An object is not finished.</exception>
    public void WriteSetVocabulary(ref TokenWriter writer, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        RequireIdle();
        VocabularyWord[] parsed = [.. words.Select(word => new VocabularyWord(word))]; // before any of it is written
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

    /// <summary>Writes <c>add-vocab</c>, which adds a word (PROTOCOL.md [V-5]). Call it between top-level objects.</summary>
    /// <exception cref="InvalidOperationException">An object is not finished.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index belongs to a fixed word.</exception>
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

    /// <summary>Writes the definition of a shape before its first instance.</summary>
    private void DefineShape(ref TokenWriter writer, Shape shape)
    {
        if (_shapes.TryGetNumber(shape, out _))
        {
            return;
        }

        ulong number = _shapes.Define(shape);
        ulong open = WriteOpen(ref writer, ShapeDefinition.Word);
        writer.WriteInteger(number);
        if (_vocabulary.IsChanged)
        {
            WriteNames(ref writer, shape);
        }
        else
        {
            writer.WriteTokens(shape.GetNames(_vocabulary.Initial));
        }

        WriteClose(ref writer, open);
    }

    private void WriteNames(ref TokenWriter writer, Shape shape)
    {
        WriteName(ref writer, shape.Name);
        for (int i = 0; i < shape.Attributes.Count; i++)
        {
            WriteName(ref writer, shape.Attributes[i]);
            WriteName(ref writer, shape.Types[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteShapeIndex(ref TokenWriter writer, Shape shape)
    {
        WriteName(ref writer, s_shaped);
        _shapes.TryGetNumber(shape, out ulong number);
        writer.WriteInteger(number);
    }
}
