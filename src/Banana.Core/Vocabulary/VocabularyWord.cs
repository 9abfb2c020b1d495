using System.Diagnostics.CodeAnalysis;

namespace Banana.Wire;

/// <summary>One word of a vocabulary. Immutable: a repeated word comes back as one string instance.</summary>
public sealed class VocabularyWord
{
    private readonly byte[] _utf8;

    /// <summary>Takes a copy of <paramref name="utf8"/>, which need not be valid text.</summary>
    public VocabularyWord(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8.ToArray();
        Text = TokenReader.TryDecode(_utf8, out string text) ? text : null;
    }

    /// <summary>The UTF-8 form of <paramref name="text"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is not valid UTF-16.</exception>
    public VocabularyWord(string text)
        : this(System.Text.Encoding.UTF8.GetBytes(text))
    {
        if (Text != text)
        {
            throw new ArgumentException("A vocabulary word must be valid UTF-16.", nameof(text));
        }
    }

    /// <summary>The bytes, as they go over the wire.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The word as text; null if the bytes are not valid UTF-8.</summary>
    public string? Text { get; }

    /// <summary>The bytes as an array that must not be changed.</summary>
    internal byte[] Key => _utf8;

    /// <inheritdoc/>
    [ExcludeFromCodeCoverage]
    public override string ToString() => Text ?? Convert.ToHexStringLower(_utf8);
}
