using System.Runtime.CompilerServices;
using System.Text;
using Banana.Wire;

namespace Banana.Slicing;

// Text that comes again: the second time it becomes a word of the vocabulary, from then on it is a number (PROTOCOL.md [V-7]).
public sealed partial class SlicerStack
{
    private const int ShortestWord = 4;
    private const int LongestWord = 100; // what a reader takes by default, in bytes
    private const int MostWords = 4000;
    private const int MostTexts = 1 << 16; // after that, text that comes for the first time is no longer remembered

    private readonly Dictionary<string, ulong>? _texts; // the number of the word; 0 for text that came once
    private int _words;

    /// <summary>Whether text that comes again is abbreviated; then <see cref="DefineText"/> is to be called before it.</summary>
    public bool AbbreviatesText => _texts is not null;

    /// <summary>
    /// Called where a value may start, before text is written there, or a sequence with it: defines it as a word if it came before.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void DefineText(ref TokenWriter writer, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_texts is null || text.Length is < ShortestWord or > LongestWord)
        {
            return;
        }

        if (!_texts.TryGetValue(text, out ulong word))
        {
            if (_texts.Count < MostTexts)
            {
                _texts.Add(text, 0);
            }
        }
        else if (word == 0 && _words < Math.Min(MostWords, _limits.MaxVocabularyWords) && _frames.Count < _maxDepth && IsValidWord(text))
        {
            word = _vocabulary.FirstFreeIndex + (ulong)_words++;
            _texts[text] = word;
            WriteDefinition(ref writer, word, new VocabularyWord(text));
        }
    }

    private bool IsValidWord(string text) =>
        Encoding.UTF8.GetByteCount(text) <= Math.Min(Math.Min(LongestWord, _limits.MaxVocabularyWordBytes), _limits.MaxStringBytes)
        && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');

    private void WriteDefinition(ref TokenWriter writer, ulong index, VocabularyWord word)
    {
        ulong number = WriteOpen(ref writer, s_addVocabulary);
        writer.WriteInteger(index);
        writer.WriteBytes(word.Utf8);
        WriteClose(ref writer, number);
    }

    private bool TryWriteWord(ref TokenWriter writer, string text)
    {
        if (_texts!.TryGetValue(text, out ulong word) && word != 0)
        {
            writer.WriteVocab(word);
            return true;
        }

        return false;
    }

    private void ForgetTexts()
    {
        _texts?.Clear();
        _words = 0;
    }
}
