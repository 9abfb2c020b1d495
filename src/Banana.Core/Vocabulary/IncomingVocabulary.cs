using System.Diagnostics.CodeAnalysis;
using Banana.Buffers;

namespace Banana.Wire;

/// <summary>
/// The vocabulary table of an incoming stream: the agreed table, changed by <c>set-vocab</c> and <c>add-vocab</c> (PROTOCOL.md [V-5]).
/// Not thread-safe.
/// </summary>
internal sealed class IncomingVocabulary
{
    private readonly Vocabulary _initial;
    private readonly WireLimits _limits;
    private readonly bool _initialIsFixed;
    private readonly Dictionary<ulong, VocabularyWord> _words = [];
    private bool _replaced;

    /// <summary>Creates a table with the words of <paramref name="initial"/>.</summary>
    /// <param name="initial">The agreed table.</param>
    /// <param name="isFixed">Whether the initial words are permanent, so that they cannot be redefined (PROTOCOL.md [V-4]).</param>
    /// <param name="limits">The limits of words and their number.</param>
    public IncomingVocabulary(Vocabulary initial, bool isFixed, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(limits);
        _initial = initial;
        _limits = limits;
        _initialIsFixed = isFixed;
    }

    /// <summary>The number of words defined on this stream.</summary>
    public int DefinedWords => _words.Count;

    /// <summary>Returns the word at <paramref name="index"/>; false if there is none.</summary>
    public bool TryGet(ulong index, [NotNullWhen(true)] out VocabularyWord? word)
    {
        if (_words.Count > 0 && _words.TryGetValue(index, out word))
        {
            return true;
        }

        word = _replaced ? null : _initial[index];
        return word is not null;
    }

    /// <summary>Returns the index of an initial word, if it has one digit and still means that word.</summary>
    internal bool TryGetShortIndex(VocabularyWord word, out byte index)
    {
        int found = word.IndexIn(_initial);
        index = unchecked((byte)found);
        return unchecked((uint)found) < 0x80 && (_initialIsFixed || (_words.Count == 0 && !_replaced));
    }

    /// <summary>Returns whether a word of <paramref name="length"/> bytes may be defined, before its bytes are known.</summary>
    public bool CanDefine(ulong index, long length) =>
        length <= _limits.MaxVocabularyWordBytes
        && index != ulong.MaxValue // also the value of a header of more than 64 bits
        && (!IsFixed(index) || _initial[index]?.Utf8.Length == length);

    /// <summary>Returns whether this word may be defined. A permanent word may only be defined as itself (PROTOCOL.md [V-4]).</summary>
    public bool CanDefine(ulong index, ReadOnlySpan<byte> word) =>
        CanDefine(index, word.Length) && (!IsFixed(index) || _initial[index]!.Utf8.SequenceEqual(word));

    /// <summary>Adds or replaces a word; false if the table is full.</summary>
    public bool TryAdd(ulong index, VocabularyWord word)
    {
        if (IsFixed(index))
        {
            return true; // a permanent word, defined as itself
        }

        if (_words.Count >= _limits.MaxVocabularyWords && !_words.ContainsKey(index))
        {
            return false;
        }

        _words[index] = word;
        return true;
    }

    /// <summary>Replaces all words that are not permanent.</summary>
    public void Replace(IReadOnlyDictionary<ulong, VocabularyWord> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        _words.Clear();
        foreach ((ulong index, VocabularyWord word) in words.Where(entry => !IsFixed(entry.Key)))
        {
            _words.Add(index, word);
        }

        _replaced = !_initialIsFixed;
    }

    /// <summary>Restores the initial table.</summary>
    public void Restart()
    {
        _words.Clear();
        if (_words.Capacity > Kept.Items)
        {
            _words.TrimExcess();
        }

        _replaced = false;
    }

    private bool IsFixed(ulong index) => _initialIsFixed && index < (ulong)_initial.EndIndex;
}
