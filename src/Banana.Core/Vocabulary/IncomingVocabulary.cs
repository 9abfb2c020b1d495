using System.Diagnostics.CodeAnalysis;
using Banana.Buffers;

namespace Banana.Wire;

/// <summary>
/// The peer's table on one stream: a well-known table, changed by <c>set-vocab</c> and <c>add-vocab</c>
/// (PROTOCOL.md [V-5]). Not thread-safe.
/// </summary>
internal sealed class IncomingVocabulary
{
    private readonly Vocabulary _initial;
    private readonly WireLimits _limits;
    private readonly bool _initialIsFixed;
    private readonly Dictionary<ulong, VocabularyWord> _words = [];
    private bool _replaced;

    /// <summary>Starts with <paramref name="initial"/>.</summary>
    /// <param name="initial">The agreed table.</param>
    /// <param name="isFixed">Whether the initial words stay for good, so that they cannot be redefined (PROTOCOL.md [V-4]).</param>
    /// <param name="limits">How many words, and how long.</param>
    public IncomingVocabulary(Vocabulary initial, bool isFixed, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(limits);
        _initial = initial;
        _limits = limits;
        _initialIsFixed = isFixed;
    }

    /// <summary>Words defined on this stream.</summary>
    public int DefinedWords => _words.Count;

    /// <summary>The word at <paramref name="index"/>.</summary>
    public bool TryGet(ulong index, [NotNullWhen(true)] out VocabularyWord? word)
    {
        if (_words.Count > 0 && _words.TryGetValue(index, out word))
        {
            return true;
        }

        word = _replaced ? null : _initial[index];
        return word is not null;
    }

    /// <summary>The index of a word of the initial table, if it has one digit and still means that word.</summary>
    internal bool TryGetShortIndex(VocabularyWord word, out byte index)
    {
        int found = word.IndexIn(_initial);
        index = unchecked((byte)found);
        return unchecked((uint)found) < 0x80 && (_initialIsFixed || (_words.Count == 0 && !_replaced));
    }

    /// <summary>Whether a definition may give <paramref name="index"/> a word of <paramref name="length"/> bytes, before it is known which.</summary>
    public bool CanDefine(ulong index, long length) =>
        length <= _limits.MaxVocabularyWordBytes
        && index != ulong.MaxValue // a header of more than 64 bits looks like that
        && (!IsFixed(index) || _initial[index]?.Utf8.Length == length);

    /// <summary>Whether a definition may give <paramref name="index"/> this word: one that stays for good only itself (PROTOCOL.md [V-4]).</summary>
    public bool CanDefine(ulong index, ReadOnlySpan<byte> word) =>
        CanDefine(index, word.Length) && (!IsFixed(index) || _initial[index]!.Utf8.SequenceEqual(word));

    /// <summary>Adds or overwrites one word; false when the table is full.</summary>
    public bool TryAdd(ulong index, VocabularyWord word)
    {
        if (IsFixed(index))
        {
            return true; // it is there already
        }

        if (_words.Count >= _limits.MaxVocabularyWords && !_words.ContainsKey(index))
        {
            return false;
        }

        _words[index] = word;
        return true;
    }

    /// <summary>Replaces the whole table, or all but the initial words if these stay for good.</summary>
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

    /// <summary>Goes back to the initial table.</summary>
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
