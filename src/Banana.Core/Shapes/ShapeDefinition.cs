using System.Buffers;

namespace Banana.Wire;

/// <summary>The definition of a shape as tokens: <c>OPEN shape INT(number) NAME (attribute type)* CLOSE</c> (PROTOCOL.md [I-2]).</summary>
internal static class ShapeDefinition
{
    /// <summary>The number of tokens beside the attributes and types: OPEN and its index, the number, the name, CLOSE.</summary>
    public const int FixedTokens = 5;

    private const int BytesPerName = 128; // a word, without the characters of its bytes and its text

    /// <summary>The word that opens a definition.</summary>
    public static VocabularyWord Word { get; } = new(OpenTypes.Shape);

    /// <summary>Returns the memory of a name, in bytes, by its length in UTF-8.</summary>
    public static long BytesOf(int length) => BytesPerName + (3L * length);

    /// <summary>Returns the memory of a shape, in bytes, which is charged to <see cref="WireLimits.MaxShapeBytes"/>.</summary>
    public static long CostOf(VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types) =>
        BytesOf(name.Utf8.Length) + attributes.Sum(attribute => BytesOf(attribute.Utf8.Length)) + types.Sum(type => BytesOf(type.Utf8.Length));

    /// <summary>Returns the tokens of a definition in the form of our own writer, abbreviated by a permanent vocabulary.</summary>
    /// <param name="number">The number of the shape.</param>
    /// <param name="names">The tokens of its names and types; see <see cref="Shape.WriteNames"/>.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    public static byte[] Write(ulong number, ReadOnlySpan<byte> names, Vocabulary vocabulary)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        writer.WriteOpen();
        Shape.WriteName(ref writer, Word, vocabulary);
        writer.WriteInteger(number);
        writer.WriteTokens(names);
        writer.WriteClose();
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }
}
