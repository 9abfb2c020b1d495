using System.Text;

namespace Banana.Wire;

/// <summary>
/// The texts written to a stream. A text that is written for the second time becomes a word of the vocabulary (PROTOCOL.md [V-7]). Not
/// thread-safe.
/// </summary>
internal sealed class OutgoingTexts
{
    /// <summary>The largest number of words that are defined.</summary>
    public const int MostWords = 4000;

    /// <summary>The largest number of texts that are remembered.</summary>
    public const int MostTexts = 1 << 16;

    private const int ShortestWord = 4;
    private const int LongestWord = 100; // the default limit of a reader, in bytes

    private readonly Dictionary<string, ulong> _texts = new(StringComparer.Ordinal); // the index of the word; 0 for text that was written once
    private readonly ulong _firstIndex;
    private readonly int _maxWords;
    private readonly int _maxWordBytes;
    private int _words;

    /// <summary>Creates an empty table.</summary>
    /// <param name="firstIndex">The first index that a definition may use; not 0.</param>
    /// <param name="limits">The limits of the reader.</param>
    public OutgoingTexts(ulong firstIndex, WireLimits limits)
    {
        _firstIndex = firstIndex;
        _maxWords = Math.Min(MostWords, limits.MaxVocabularyWords);
        _maxWordBytes = Math.Min(Math.Min(LongestWord, limits.MaxVocabularyWordBytes), limits.MaxStringBytes);
    }

    /// <summary>Records that a text is about to be written, and returns whether it must be defined as a word now.</summary>
    /// <param name="text">The text.</param>
    /// <param name="canDefine">Whether a definition is allowed here.</param>
    /// <param name="index">The index of the new word, if the result is true.</param>
    public bool TryDefine(string text, bool canDefine, out ulong index)
    {
        index = 0;
        if (text.Length is < ShortestWord or > LongestWord)
        {
            return false;
        }

        if (!_texts.TryGetValue(text, out ulong word))
        {
            if (_texts.Count < MostTexts)
            {
                _texts.Add(text, 0);
            }

            return false;
        }

        if (word != 0 || !canDefine || _words >= _maxWords || !IsValidWord(text))
        {
            return false;
        }

        index = _firstIndex + (ulong)_words++;
        _texts[text] = index;
        return true;
    }

    /// <summary>Returns the index of a text that is a word; false if it is none.</summary>
    public bool TryGetIndex(string text, out ulong index) => _texts.TryGetValue(text, out index) && index != 0;

    /// <summary>Forgets all texts, because a new stream starts.</summary>
    public void Restart()
    {
        _texts.Clear();
        _words = 0;
    }

    private bool IsValidWord(string text) =>
        Encoding.UTF8.GetByteCount(text) <= _maxWordBytes && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
}
