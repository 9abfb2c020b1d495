using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Banana.Wire;

/// <summary>A word of a vocabulary. Immutable. Repeated words come back as one string instance.</summary>
public sealed class VocabularyWord
{
    private readonly byte[] _utf8;
    private Place? _place; // its index in the table that was last searched

    /// <summary>Creates a word from a copy of <paramref name="utf8"/>, which need not be valid UTF-8.</summary>
    public VocabularyWord(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8.ToArray();
        Text = TokenReader.TryDecode(_utf8, out string text) ? text : null;
    }

    /// <summary>Creates a word from the UTF-8 form of <paramref name="text"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is not valid UTF-16.</exception>
    public VocabularyWord(string text)
        : this(System.Text.Encoding.UTF8.GetBytes(text))
    {
        if (Text != text)
        {
            throw new ArgumentException("A vocabulary word must be valid UTF-16.", nameof(text));
        }
    }

    /// <summary>The bytes on the wire.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The word as text; null if the bytes are not valid UTF-8.</summary>
    public string? Text { get; }

    /// <summary>The bytes as an array that must not be changed.</summary>
    internal byte[] Key => _utf8;

    /// <summary>Returns the STRING that the word stands for.</summary>
    internal byte[] ToToken()
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        writer.WriteBytes(_utf8);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Returns the word's index in <paramref name="table"/>, or -1. The result is cached for one table.</summary>
    internal int IndexIn(Vocabulary table)
    {
        Place? place = _place;
        return place is not null && ReferenceEquals(place.Table, table) ? place.Index : IndexInSlow(table);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private int IndexInSlow(Vocabulary table)
    {
        Place place = new(table, table.IndexOf(_utf8));
        _place = place; // a single reference write, which is safe for any thread
        return place.Index;
    }

    /// <inheritdoc/>
    [ExcludeFromCodeCoverage]
    public override string ToString() => Text ?? Convert.ToHexStringLower(_utf8);

    private sealed record Place(Vocabulary Table, int Index);
}
