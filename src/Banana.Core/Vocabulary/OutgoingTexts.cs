using System.Text;

namespace Banana.Wire;

/// <summary>
/// Text that comes again on one stream: the second time it becomes a word of the vocabulary, from then on it is a number (PROTOCOL.md [V-7]). Not
/// thread-safe.
/// </summary>
internal sealed class OutgoingTexts
{
    /// <summary>The most words that are defined.</summary>
    public const int MostWords = 4000;

    /// <summary>How many texts are remembered; what comes for the first time after them is not.</summary>
    public const int MostTexts = 1 << 16;

    private const int ShortestWord = 4;
    private const int LongestWord = 100; // what a reader takes by default, in bytes

    private readonly Dictionary<string, ulong> _texts = new(StringComparer.Ordinal); // the number of the word; 0 for text that came once
    private readonly ulong _firstIndex;
    private readonly int _maxWords;
    private readonly int _maxWordBytes;
    private int _words;

    /// <param name="firstIndex">The first index a definition may use; not 0.</param>
    /// <param name="limits">What the reader takes.</param>
    public OutgoingTexts(ulong firstIndex, WireLimits limits)
    {
        _firstIndex = firstIndex;
        _maxWords = Math.Min(MostWords, limits.MaxVocabularyWords);
        _maxWordBytes = Math.Min(Math.Min(LongestWord, limits.MaxVocabularyWordBytes), limits.MaxStringBytes);
    }

    /// <summary>Notes that a text comes, and says whether it becomes a word now.</summary>
    /// <param name="text">The text.</param>
    /// <param name="canDefine">Whether a definition can stand here.</param>
    /// <param name="index">If the result is true: the index under which it is to be defined.</param>
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

    /// <summary>The index of a text that is a word.</summary>
    public bool TryGetIndex(string text, out ulong index) => _texts.TryGetValue(text, out index) && index != 0;

    /// <summary>Forgets every text: a new stream begins.</summary>
    public void Restart()
    {
        _texts.Clear();
        _words = 0;
    }

    private bool IsValidWord(string text) =>
        Encoding.UTF8.GetByteCount(text) <= _maxWordBytes && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
}
