using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// What the peer must know before it is used: words of the vocabulary (PROTOCOL.md [V-5]), and the shapes of instances ([I-1] to [I-4]).
public sealed partial class SlicerStack
{
    private static readonly VocabularyWord s_setVocabulary = new(OpenTypes.SetVocabulary);
    private static readonly VocabularyWord s_addVocabulary = new(OpenTypes.AddVocabulary);
    private static readonly VocabularyWord s_shape = new(OpenTypes.Shape);
    private static readonly VocabularyWord s_shaped = new(OpenTypes.Shaped);

    /// <summary>Whether text that comes again is abbreviated; then <see cref="DefineText"/> is to be called before it.</summary>
    public bool AbbreviatesText => _texts is not null;

    /// <summary>
    /// Called where a value may start, before text is written there, or a sequence with it: defines it as a word if it came before.
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

    /// <summary>Defines a shape that was not needed before, in front of the first instance that needs it.</summary>
    private void DefineShape(ref TokenWriter writer, Shape shape)
    {
        if (_shapes.TryGetNumber(shape, out _))
        {
            return;
        }

        ulong number = _shapes.Define(shape);
        ulong open = WriteOpen(ref writer, s_shape);
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
