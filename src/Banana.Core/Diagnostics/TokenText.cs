using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Unicode;
using Banana.Wire;

namespace Banana.Diagnostics;

/// <summary>
/// Lists tokens, one per line: offset, nesting, header bytes, name and number, preview of the body. Processes endless input in
/// constant memory. Not thread-safe.
/// </summary>
public sealed class TokenText
{
    private const int PreviewBytes = 32;
    private const int MostIndented = 24;
    private const int LongestLine = 512;
    private const int HexColumn = 10;

    private readonly Vocabulary _vocabulary;
    private long _depth;

    /// <summary>
    /// Creates a listing that names VOCAB tokens by <paramref name="vocabulary"/>; definitions in the stream are listed, but not
    /// applied.
    /// </summary>
    public TokenText(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _vocabulary = vocabulary;
    }

    /// <summary>The number of open sequences.</summary>
    public long Depth => _depth;

    /// <summary>Returns the listing of a whole stream as text. The last line tells if the stream is truncated or malformed.</summary>
    public static string ToText(ReadOnlySpan<byte> stream, Vocabulary vocabulary)
    {
        ArrayBufferWriter<byte> output = new();
        TokenText text = new(vocabulary);
        TokenReader reader = new(stream);
        string end = "";
        try
        {
            text.Write(ref reader, output);
            end = reader.Remaining > 0 || reader.BodyRemaining > 0 ? reader.CreateUnexpectedEnd().Message + "\n" : "";
        }
        catch (BananaProtocolException fault)
        {
            end = fault.Message + "\n";
        }

        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan) + end;
    }

    /// <summary>Lists all complete tokens.</summary>
    /// <remarks>Afterwards, the reader is at the first token that cannot be listed yet.</remarks>
    /// <exception cref="BananaProtocolException">The stream is malformed.</exception>
    public void Write(ref TokenReader reader, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (reader.SkipBody() == ReadStatus.Done)
        {
            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (status == ReadStatus.Malformed)
            {
                throw reader.CreateFault();
            }

            long shown = (long)Math.Min(header.BodyLength, PreviewBytes);
            if (status != ReadStatus.Done || reader.Remaining < header.Length + shown)
            {
                return;
            }

            if (header.Type == TokenType.Close)
            {
                _depth--;
            }

            WriteLine(ref reader, header, output);
            if (header.Type == TokenType.Open)
            {
                _depth++;
            }
        }
    }

    private void WriteLine(ref TokenReader reader, in TokenHeader header, IBufferWriter<byte> output)
    {
        Span<byte> line = output.GetSpan(LongestLine);
        Span<byte> digits = stackalloc byte[WireLimits.MaxHeaderBytes];
        digits = digits[..reader.CopyDigits(header, digits)];

        int length = PutRight(line, reader.Offset, 10);
        length += PutRight(line[length..], Math.Max(0, _depth), 6);
        "  "u8.CopyTo(line[length..]);
        length += 2;
        int hex = PutHex(line[length..], digits, (byte)header.Type);
        int indent = (2 * (int)Math.Clamp(_depth, 0, MostIndented)) + Math.Max(1, HexColumn - hex);
        length += hex;
        line.Slice(length, indent).Fill((byte)' ');
        length += indent;

        bool isWhole = header.BodyLength <= PreviewBytes;
        reader.Accept(header);
        Span<byte> body = stackalloc byte[PreviewBytes];
        body = body[..reader.CopyBody(body)];
        length += PutToken(line[length..], header, digits, body, isWhole);
        line[length++] = (byte)'\n';
        output.Advance(length);
    }

    private int PutToken(
        Span<byte> line, in TokenHeader header, ReadOnlySpan<byte> digits, ReadOnlySpan<byte> body, bool isWhole)
    {
        int length = Put(line, header.Type.Name());
        switch (header.Type)
        {
            case TokenType.Float:
                length += Put(line[length..], $" {BinaryPrimitives.ReadDoubleBigEndian(body):R}");
                break;
            case TokenType.LongInt or TokenType.LongNeg:
                string sign = header.Type == TokenType.LongNeg ? "-" : "";
                length += isWhole
                    ? Put(line[length..], $" {sign}{new BigInteger(body, isUnsigned: true, isBigEndian: true)}")
                    : Put(line[length..], $" {header.Value} {sign}0x{Convert.ToHexStringLower(body)}…");
                break;
            case TokenType.String or TokenType.Error:
                length += Put(line[length..], $" {header.Value} ");
                length += PutPreview(line[length..], body);
                length += isWhole ? 0 : Put(line[length..], "…");
                break;
            case TokenType.Vocab:
                length += Put(line[length..], $" {header.Value} ");
                length += PutPreview(line[length..], _vocabulary[header.Value] is { } word ? word.Utf8[..Math.Min(word.Utf8.Length, PreviewBytes)] : "?"u8);
                break;
            default:
                if (digits.Length > 0)
                {
                    string number = header.IsWide ? Base128.ToBigInteger(digits).ToString(CultureInfo.InvariantCulture) : "";
                    length += header.IsWide ? Put(line[length..], $" {number}") : Put(line[length..], $" {header.Value}");
                }

                break;
        }

        return length;
    }

    /// <summary>Returns a body as text if it is plain text, otherwise as hex.</summary>
    private static int PutPreview(Span<byte> line, ReadOnlySpan<byte> body)
    {
        if (body.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) || body.Contains((byte)'"'))
        {
            return Put(line, $"0x{Convert.ToHexStringLower(body)}");
        }

        line[0] = (byte)'"';
        body.CopyTo(line[1..]);
        line[body.Length + 1] = (byte)'"';
        return body.Length + 2;
    }

    private static int PutHex(Span<byte> line, ReadOnlySpan<byte> digits, byte type)
    {
        const int shown = 12;
        int length = 0;
        foreach (byte digit in digits[..Math.Min(digits.Length, shown)])
        {
            length += Put(line[length..], $"{digit:x2}");
        }

        return length + Put(line[length..], digits.Length > shown ? $"…{type:x2}" : $"{type:x2}");
    }

    private static int PutRight(Span<byte> line, long number, int width)
    {
        Span<byte> text = stackalloc byte[20];
        number.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        int padding = Math.Max(0, width - length);
        line[..padding].Fill((byte)' ');
        text[..length].CopyTo(line[padding..]);
        return padding + length;
    }

    private static int Put(Span<byte> line, string text) => System.Text.Encoding.UTF8.GetBytes(text, line);

    private static int Put(
        Span<byte> line,
        [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(line))] ref Utf8.TryWriteInterpolatedStringHandler text)
    {
        Utf8.TryWrite(line, CultureInfo.InvariantCulture, ref text, out int length);
        return length;
    }
}
