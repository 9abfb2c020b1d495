using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Banana.Wire;

/// <summary>
/// The names of a class, its attributes and their types, in the order in which instances send their values (PROTOCOL.md [I-1]).
/// Immutable.
/// </summary>
public sealed class Shape
{
    private const ulong AgreedBit = 1UL << 27;

    private static int s_shapes;

    private readonly string _text;
    private Tokens? _names;

    /// <summary>Creates the shape of a class.</summary>
    /// <param name="name">The name of the class.</param>
    /// <param name="attributes">The names of the attributes.</param>
    /// <param name="types">The wire names of their types, one for each.</param>
    /// <exception cref="ArgumentException">
    /// Two attributes have the same name, or the number of types differs from the number of attributes.
    /// </exception>
    public Shape(VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types)
        : this(name, attributes, types, Interlocked.Increment(ref s_shapes) - 1)
    {
    }

    private Shape(VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(types);
        if (types.Count != attributes.Count)
        {
            throw new ArgumentException($"'{name}' has {attributes.Count} attributes and {types.Count} types. Give each attribute one.", nameof(types));
        }

        if (attributes.Select(attribute => attribute.ToString()).Distinct(StringComparer.Ordinal).Count() != attributes.Count)
        {
            throw new ArgumentException($"Two attributes of '{name}' have the same name. Give each its own.", nameof(attributes));
        }

        Name = name;
        Attributes = attributes;
        Types = types;
        Ordinal = ordinal;
        _text = Describe(name, attributes, types);
    }

    /// <summary>Creates the shape of a single instance with attributes of its own. Streams identify such a shape by its names.</summary>
    /// <inheritdoc cref="Shape(VocabularyWord, IReadOnlyList{VocabularyWord}, IReadOnlyList{VocabularyWord})"/>
    public static Shape OfInstance(VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types) =>
        new(name, attributes, types, ordinal: -1);

    /// <summary>The name of the class.</summary>
    public VocabularyWord Name { get; }

    /// <summary>The names of the attributes, in order.</summary>
    public IReadOnlyList<VocabularyWord> Attributes { get; }

    /// <summary>The wire names of the attributes' types, in the same order (PROTOCOL.md [I-6]).</summary>
    public IReadOnlyList<VocabularyWord> Types { get; }

    /// <summary>
    /// A fingerprint of 16 hex digits that is the same on every machine and in every run for the same names and types in the same
    /// order, and differs for any other shape (PROTOCOL.md [I-4]).
    /// </summary>
    public string Fingerprint => field ??= ComputeFingerprint(_text);

    /// <summary>The names and types as text, which is the same for equal shapes.</summary>
    internal string Text => _text;

    /// <summary>Whether this is the shape of a single instance, without an ordinal.</summary>
    internal bool IsOfInstance => Ordinal < 0;

    /// <summary>
    /// The number of the shape if both sides agreed on it beforehand: 28 bits of the fingerprint, with the highest bit set.
    /// </summary>
    public ulong AgreedNumber => AgreedBit | (Convert.ToUInt64(Fingerprint, 16) & (AgreedBit - 1));

    /// <summary>The ordinal of the shape in this process, an index for tables; negative for shapes of instances.</summary>
    internal int Ordinal { get; }

    /// <summary>Returns the tokens of all names and types, abbreviated by a permanent vocabulary.</summary>
    internal byte[] GetNames(Vocabulary vocabulary)
    {
        Tokens? names = _names;
        if (names is null || names.Vocabulary != vocabulary)
        {
            names = new Tokens(vocabulary, WriteNames(Name, Attributes, Types, vocabulary));
            _names = names; // a single reference write, which is safe for any thread
        }

        return names.Bytes;
    }

    internal static byte[] WriteNames(
        VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types, Vocabulary vocabulary)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        WriteName(ref writer, name, vocabulary);
        for (int i = 0; i < attributes.Count; i++)
        {
            WriteName(ref writer, attributes[i], vocabulary);
            WriteName(ref writer, types[i], vocabulary);
        }

        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    internal static void WriteName(ref TokenWriter writer, VocabularyWord name, Vocabulary vocabulary)
    {
        int index = name.IndexIn(vocabulary);
        if (index >= 0)
        {
            writer.WriteVocab((ulong)index);
        }
        else
        {
            writer.WriteBytes(name.Utf8);
        }
    }

    private sealed record Tokens(Vocabulary Vocabulary, byte[] Bytes);

    /// <summary>Returns whether a number can only belong to a shape that was agreed on.</summary>
    internal static bool IsAgreedNumber(ulong number) => (number & AgreedBit) != 0;

    /// <summary>Returns whether a definition may assign this number.</summary>
    internal static bool IsDefinable(ulong number) => number < AgreedBit;

    private static string Describe(VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<VocabularyWord> types)
    {
        StringBuilder text = new(name.ToString());
        for (int i = 0; i < attributes.Count; i++)
        {
            text.Append('\n').Append(attributes[i]).Append('\t').Append(types[i]);
        }

        return text.ToString();
    }

    private static string ComputeFingerprint(string text)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadUInt64BigEndian(hash).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
