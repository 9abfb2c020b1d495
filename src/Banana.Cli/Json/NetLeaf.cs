using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Banana.Cli.Json;

/// <summary>Sequences of the net dialect that canonical JSON shows as one value: integers, booleans, text, bytes.</summary>
internal static class NetLeaf
{
    private static readonly SearchValues<byte> s_unreadable =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(i => i is not ('\t' or '\n' or '\r')).Select(i => (byte)i), 127]);

    /// <summary>Whether it is such a sequence, and of the parts that it should have.</summary>
    public static bool Is(GenericSequence sequence) => sequence switch
    {
        { OpenType.Name: "boolean", Items: [int and (0 or 1)] } => true,
        { OpenType.Name: "unicode", Items: [byte[] text] } => Utf8.IsValid(text),
        { OpenType.Name: "bytes" } => sequence.Items.TrueForAll(item => item is byte[]),
        { Items: [int or long or System.Numerics.BigInteger] } => IntegerTags.IsOpenType(sequence.OpenType.Name),
        _ => false,
    };

    public static void Write(Utf8JsonWriter json, GenericSequence sequence)
    {
        switch (sequence.OpenType.Name)
        {
            case "boolean":
                json.WriteString("t", "bool");
                json.WriteBoolean("v", sequence.Items[0] is 1);
                break;
            case "unicode":
                json.WriteString("t", "str");
                json.WriteString("v", (byte[])sequence.Items[0]!);
                break;
            case "bytes":
                CanonicalLeaf.WriteBytes(json, [.. sequence.Items.SelectMany(piece => (byte[])piece!)]);
                break;
            default:
                json.WriteString("t", sequence.OpenType.Name);
                json.WriteString("v", ((IFormattable)sequence.Items[0]!).ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>A token whose meaning only its position knows: as text if it can be read, else in hexadecimal.</summary>
    public static void WriteText(Utf8JsonWriter json, string tag, ReadOnlySpan<byte> utf8)
    {
        json.WriteString("t", tag);
        if (Utf8.IsValid(utf8) && !utf8.ContainsAny(s_unreadable))
        {
            json.WriteString("v", utf8);
        }
        else
        {
            json.WriteString("hex", Convert.ToHexStringLower(utf8));
        }
    }
}
