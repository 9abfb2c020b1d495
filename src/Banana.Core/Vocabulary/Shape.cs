using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Banana.Wire;

/// <summary>
/// The name of a class and of its attributes, in the order in which its instances give their values (PROTOCOL.md [I-1]). Immutable.
/// </summary>
public sealed class Shape
{
    private const ulong AgreedBit = 1UL << 27;

    private static int s_shapes;

    private Tokens? _names;

    /// <summary>Describes a class.</summary>
    /// <param name="name">The name of the class.</param>
    /// <param name="attributes">The names of the attributes.</param>
    /// <param name="types">The wire names of their types, as far as they have some; they only change the fingerprint.</param>
    /// <exception cref="ArgumentException">Two attributes have the same name.</exception>
    public Shape(VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<string?> types)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(types);
        if (attributes.Select(attribute => attribute.ToString()).Distinct(StringComparer.Ordinal).Count() != attributes.Count)
        {
            throw new ArgumentException($"Two attributes of '{name}' have the same name. Give each its own.", nameof(attributes));
        }

        Name = name;
        Attributes = attributes;
        Fingerprint = ComputeFingerprint(name, attributes, types);
        Ordinal = Interlocked.Increment(ref s_shapes) - 1;
    }

    /// <summary>The name of the class.</summary>
    public VocabularyWord Name { get; }

    /// <summary>The names of the attributes, in order.</summary>
    public IReadOnlyList<VocabularyWord> Attributes { get; }

    /// <summary>
    /// Eight bytes, as sixteen digits, that are the same on every machine and in every run for the same names and types in the same order, and
    /// others for any other (PROTOCOL.md [I-4]).
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>The number of the shape where both sides agreed on it beforehand: 28 bits of the fingerprint, the highest of them set.</summary>
    public ulong AgreedNumber => AgreedBit | (Convert.ToUInt64(Fingerprint, 16) & (AgreedBit - 1));

    /// <summary>Which of the shapes of this process it is: a place in tables.</summary>
    internal int Ordinal { get; }

    /// <summary>The tokens of all names, in the words of a table that stays for good.</summary>
    internal byte[] GetNames(Vocabulary vocabulary)
    {
        Tokens? names = _names;
        if (names is null || names.Vocabulary != vocabulary)
        {
            names = new Tokens(vocabulary, WriteNames([Name, .. Attributes], vocabulary));
            _names = names; // one write of one reference: safe whichever thread wins
        }

        return names.Bytes;
    }

    internal static byte[] WriteNames(IEnumerable<VocabularyWord> names, Vocabulary vocabulary)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        foreach (VocabularyWord name in names)
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

        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private sealed record Tokens(Vocabulary Vocabulary, byte[] Bytes);

    /// <summary>Whether a number can only be that of a shape that was agreed on.</summary>
    internal static bool IsAgreedNumber(ulong number) => (number & AgreedBit) != 0;

    /// <summary>Whether a definition can give this number.</summary>
    internal static bool IsDefinable(ulong number) => number < AgreedBit;

    private static string ComputeFingerprint(
        VocabularyWord name, IReadOnlyList<VocabularyWord> attributes, IReadOnlyList<string?> types)
    {
        StringBuilder text = new(name.ToString());
        for (int i = 0; i < attributes.Count; i++)
        {
            text.Append('\n').Append(attributes[i]).Append('\t').Append(types[i] ?? "?");
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return BinaryPrimitives.ReadUInt64BigEndian(hash).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
