using Banana.Buffers;

namespace Banana.Wire;

/// <summary>The vocabulary table of an outgoing stream (PROTOCOL.md [V-5]). Not thread-safe.</summary>
internal sealed class OutgoingVocabulary
{
    private readonly Vocabulary _initial; // shared by all streams
    private readonly bool _isFixed;
    private Dictionary<byte[], ulong>? _added;
    private int _longestAdded;
    private bool _hasInitial = true;
    private bool _isChanged;

    /// <summary>Creates a table with the words of <paramref name="initial"/>.</summary>
    /// <param name="initial">The agreed table.</param>
    /// <param name="isFixed">Whether the initial words are permanent (PROTOCOL.md [V-4]).</param>
    public OutgoingVocabulary(Vocabulary initial, bool isFixed)
    {
        ArgumentNullException.ThrowIfNull(initial);
        _initial = initial;
        _isFixed = isFixed;
    }

    /// <summary>The agreed table.</summary>
    internal Vocabulary Initial => _initial;

    /// <summary>Whether words have been added or removed.</summary>
    internal bool IsChanged => _isChanged;

    /// <summary>Whether there are no words.</summary>
    public bool IsEmpty => _added is not { Count: > 0 } && (!_hasInitial || _initial.FirstIndex == _initial.EndIndex);

    /// <summary>The first index that a definition may use.</summary>
    public ulong FirstFreeIndex => _isFixed ? (ulong)_initial.EndIndex : 0;

    /// <summary>Returns the index of a byte string that is a word; false if it is none.</summary>
    public bool TryGetIndex(ReadOnlySpan<byte> word, out ulong index)
    {
        if (_hasInitial && _initial.TryFind(word, out index))
        {
            return true;
        }

        index = 0;
        return _added is { } added && word.Length <= _longestAdded && added.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(word, out index);
    }

    /// <summary>Returns the index of an initial word, if it has one digit and still means that word.</summary>
    internal bool TryGetShortIndex(VocabularyWord word, out byte index)
    {
        int found = word.IndexIn(_initial);
        index = unchecked((byte)found);
        return unchecked((uint)found) < 0x80 && (_isFixed || !_isChanged);
    }

    /// <summary>Returns the index of a word, without hashing if it is an initial one; false if it has none.</summary>
    public bool TryGetIndex(VocabularyWord word, out ulong index)
    {
        ArgumentNullException.ThrowIfNull(word);
        int found = word.IndexIn(_initial);
        index = unchecked((ulong)found);
        return (found >= 0 && (_isFixed || !_isChanged)) || TryGetIndex(word.Utf8, out index);
    }

    /// <summary>Restores the initial table.</summary>
    public void Restart()
    {
        if (_isChanged)
        {
            ForgetAdded();
            _hasInitial = true;
            _isChanged = false;
        }
    }

    /// <summary>Removes all words that are not permanent, before <c>set-vocab</c> is written.</summary>
    public void Clear()
    {
        ForgetAdded();
        _hasInitial = _isFixed;
        _isChanged = true;
    }

    /// <summary>Adds a word. An existing word keeps its index.</summary>
    public void Add(ulong index, ReadOnlySpan<byte> word)
    {
        if (TryGetIndex(word, out _))
        {
            return;
        }

        _added ??= new Dictionary<byte[], ulong>(ByteStringComparer.Instance);
        _added.Add(word.ToArray(), index);
        _longestAdded = Math.Max(_longestAdded, word.Length);
        _isChanged = true;
    }

    private void ForgetAdded()
    {
        _added?.Clear();
        _longestAdded = 0;
    }
}
