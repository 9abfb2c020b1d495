using System.Security.Cryptography;
using Banana.Buffers;

namespace Banana.Wire;

/// <summary>An immutable table of words that are sent as small numbers (PROTOCOL.md [V-1]). Thread-safe.</summary>
public sealed class Vocabulary
{
    private readonly VocabularyWord?[] _words;
    private Lookup? _lookup;

    /// <summary>Creates a table of <paramref name="words"/> with indices starting at <paramref name="firstIndex"/>.</summary>
    /// <param name="words">The words, in the order of their indices.</param>
    /// <param name="firstIndex">The index of the first word; lower indices are unused.</param>
    public Vocabulary(IEnumerable<string> words, int firstIndex = 0)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        FirstIndex = firstIndex;
        _words = [.. new VocabularyWord?[firstIndex], .. words.Select(word => new VocabularyWord(word))];
        Hash = ComputeHash(_words.AsSpan(firstIndex));
    }

    /// <summary>The index of the first word.</summary>
    public int FirstIndex { get; }

    /// <summary>One more than the index of the last word.</summary>
    public int EndIndex => _words.Length;

    /// <summary>
    /// The SHA-1 hash of the words joined by NUL, in lower-case hex. It identifies a table and provides no security (PROTOCOL.md
    /// [V-2]).
    /// </summary>
    public string Hash { get; }

    /// <summary>The first four characters of <see cref="Hash"/>, which a negotiation compares.</summary>
    public string CheckValue => Hash[..4];

    /// <summary>The word at <paramref name="index"/>, or null.</summary>
    public VocabularyWord? this[ulong index] => index < (ulong)_words.Length ? _words[index] : null;

    /// <summary>The index of <paramref name="word"/>, or -1.</summary>
    public int IndexOf(string word) => Array.FindIndex(_words, known => known is not null && known.Text == word);

    internal int IndexOf(byte[] word) =>
        Array.FindIndex(_words, known => known is not null && known.Utf8.SequenceEqual(word));

    /// <summary>Finds a word by its hash code. If the table has it twice, the first one is found.</summary>
    internal bool TryFind(ReadOnlySpan<byte> word, out ulong index)
    {
        Lookup lookup = _lookup ??= new Lookup(this); // a single reference write, which is safe for any thread
        index = 0;
        return word.Length <= lookup.Longest && lookup.BySpan.TryGetValue(word, out index);
    }

    /// <summary>The indices of the words by their bytes.</summary>
    private sealed class Lookup
    {
        public Lookup(Vocabulary table)
        {
            Dictionary<byte[], ulong> indices = new(ByteStringComparer.Instance);
            for (int i = table.FirstIndex; i < table.EndIndex; i++)
            {
                byte[] word = table._words[i]!.Utf8.ToArray();
                indices.TryAdd(word, (ulong)i);
                Longest = Math.Max(Longest, word.Length);
            }

            BySpan = indices.GetAlternateLookup<ReadOnlySpan<byte>>();
        }

        public int Longest { get; }

        public Dictionary<byte[], ulong>.AlternateLookup<ReadOnlySpan<byte>> BySpan { get; }
    }

    private static string ComputeHash(ReadOnlySpan<VocabularyWord?> words)
    {
        using MemoryStream joined = new();
        for (int i = 0; i < words.Length; i++)
        {
            if (i > 0)
            {
                joined.WriteByte(0);
            }

            joined.Write(words[i]!.Utf8);
        }

#pragma warning disable CA5350 // The protocol names tables by SHA-1; it provides no security.
        return Convert.ToHexStringLower(SHA1.HashData(joined.ToArray()));
#pragma warning restore CA5350
    }
}
