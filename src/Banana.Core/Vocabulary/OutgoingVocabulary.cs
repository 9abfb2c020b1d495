using Banana.Buffers;

namespace Banana.Wire;

/// <summary>Our own table on one stream: which words are sent as VOCAB (PROTOCOL.md [V-5]). Not thread-safe.</summary>
public sealed class OutgoingVocabulary
{
    private readonly Dictionary<byte[], ulong> _indices = new(ByteStringComparer.Instance);
    private readonly Dictionary<byte[], ulong>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly Vocabulary? _fixed;
    private readonly Vocabulary _initial;
    private int _longest;
    private bool _isChanged;

    /// <summary>Starts with <paramref name="initial"/>.</summary>
    /// <param name="initial">The agreed table.</param>
    /// <param name="dialect">In the Net dialect the initial words stay for good (PROTOCOL.md [V-4]).</param>
    public OutgoingVocabulary(Vocabulary initial, WireDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(initial);
        _lookup = _indices.GetAlternateLookup<ReadOnlySpan<byte>>();
        _initial = initial;
        _fixed = dialect == WireDialect.Net ? initial : null;
        AddAll(initial);
        _isChanged = false;
    }

    /// <summary>The agreed table.</summary>
    internal Vocabulary Initial => _initial;

    /// <summary>Whether words have been added to the agreed table, or taken from it.</summary>
    internal bool IsChanged => _isChanged;

    /// <summary>Whether no word is known.</summary>
    public bool IsEmpty => _indices.Count == 0;

    /// <summary>The first index a definition may use.</summary>
    public ulong FirstFreeIndex => _fixed is null ? 0 : (ulong)_fixed.EndIndex;

    /// <summary>The index of a byte string that is a word.</summary>
    public bool TryGetIndex(ReadOnlySpan<byte> word, out ulong index)
    {
        if (word.Length > _longest)
        {
            index = 0;
            return false;
        }

        return _lookup.TryGetValue(word, out index);
    }

    /// <summary>The index of a word of the initial table, if it has one digit and still means that word.</summary>
    internal bool TryGetShortIndex(VocabularyWord word, out byte index)
    {
        int found = word.IndexIn(_initial);
        index = unchecked((byte)found);
        return unchecked((uint)found) < 0x80 && (_fixed is not null || !_isChanged);
    }

    /// <summary>The index of a word; quick for words of the initial table.</summary>
    public bool TryGetIndex(VocabularyWord word, out ulong index)
    {
        ArgumentNullException.ThrowIfNull(word);
        int found = word.IndexIn(_initial);
        index = unchecked((ulong)found);
        return (found >= 0 && (_fixed is not null || !_isChanged)) || TryGetIndex(word.Utf8, out index);
    }

    /// <summary>Goes back to the initial table.</summary>
    public void Restart()
    {
        if (_isChanged)
        {
            _indices.Clear();
            _longest = 0;
            AddAll(_initial);
            _isChanged = false;
        }
    }

    /// <summary>Forgets every word that can be forgotten: what a sender does before it writes <c>set-vocab</c>.</summary>
    public void Clear()
    {
        _isChanged = true;
        _indices.Clear();
        _longest = 0;
        if (_fixed is not null)
        {
            AddAll(_fixed);
        }
    }

    /// <summary>Adds one word; a word that is there already keeps its index.</summary>
    public void Add(ulong index, ReadOnlySpan<byte> word)
    {
        if (_lookup.TryAdd(word, index))
        {
            _isChanged = true;
            _longest = Math.Max(_longest, word.Length);
        }
    }

    private void AddAll(Vocabulary table)
    {
        for (int i = table.FirstIndex; i < table.EndIndex; i++)
        {
            Add((ulong)i, table[(ulong)i]!.Utf8);
        }
    }
}
