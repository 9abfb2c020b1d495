using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Banana.Foolscap;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>Values without parts as canonical JSON.</summary>
internal static class CanonicalLeaf
{
    private const int RepeatThreshold = 4096;

    public static void Write(Utf8JsonWriter json, object? value, WireDialect dialect)
    {
        json.WriteStartObject();
        WriteProperties(json, value, dialect);
        json.WriteEndObject();
    }

    /// <summary>The value without the braces, for one that has a label.</summary>
    public static void WriteProperties(Utf8JsonWriter json, object? value, WireDialect dialect)
    {
        switch (value)
        {
            case GenericSequence sequence:
                NetLeaf.Write(json, sequence);
                break;
            case byte[] text when dialect == WireDialect.Net:
                NetLeaf.WriteText(json, "string", text);
                break;
            case VocabularyWord word:
                NetLeaf.WriteText(json, "word", word.Utf8);
                break;
            case null:
                json.WriteString("t", "none");
                break;
            case bool flag:
                json.WriteString("t", "bool");
                json.WriteBoolean("v", flag);
                break;
            case double number:
                Span<byte> bits = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bits, number);
                json.WriteString("t", "float");
                json.WriteString("bits", Convert.ToHexStringLower(bits));
                json.WriteString("v", number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case decimal number:
                json.WriteString("t", "decimal");
                json.WriteString("v", DecimalText.Of(number).ToString());
                break;
            case DecimalText number:
                json.WriteString("t", "decimal");
                json.WriteString("v", number.ToString());
                break;
            case byte[] bytes:
                WriteBytes(json, bytes);
                break;
            case string text:
                json.WriteString("t", "str");
                json.WriteString("v", text);
                break;
            default:
                json.WriteString("t", "int");
                json.WriteString("v", ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }

    public static void WriteBytes(Utf8JsonWriter json, byte[] bytes)
    {
        json.WriteString("t", "bytes");
        if (bytes.Length <= RepeatThreshold || bytes.AsSpan().ContainsAnyExcept(bytes[0]))
        {
            json.WriteString("hex", Convert.ToHexStringLower(bytes));
            return;
        }

        json.WriteStartObject("repeat");
        json.WriteString("hex", $"{bytes[0]:x2}");
        json.WriteNumber("count", bytes.Length);
        json.WriteEndObject();
    }
}
