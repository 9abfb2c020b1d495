using System.Runtime.InteropServices;
using System.Text;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Text that is not valid UTF-16: <c>OPEN utf16 STRING CLOSE</c>, with its code units as little-endian byte pairs (PROTOCOL.md
/// [T-28]).
/// </summary>
internal sealed class Utf16Slicer : Slicer<string>
{
    public static readonly OpenType Name = new("utf16", null);

    public static readonly Utf16Slicer Untracked = new(isTracked: false);

    public static readonly Utf16Slicer Tracked = new(isTracked: true);

    private Utf16Slicer(bool isTracked)
        : base(new VocabularyWord(Name.Name))
    {
        TracksReferences = isTracked;
    }

    public static bool IsValid(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        if (frame.State++ == 0)
        {
            string text = (string)frame.Target;
            stack.WriteBytes(ref writer, BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(text.AsSpan()) : Encoding.Unicode.GetBytes(text));
        }

        return SliceStep.Done;
    }
}

/// <summary>The unslicer for <see cref="Utf16Slicer"/>.</summary>
internal sealed class Utf16Unslicer : TokenUnslicer<string>
{
    public static readonly Utf16Unslicer Instance = new();

    public override string Expected => "the code units of a text";

    public override TokenTypes Tokens => TokenTypes.String;

    public override OpenType? OpenType => Utf16Slicer.Name;

    public override ReferenceKind References => ReferenceKind.AtClose;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out string? value)
    {
        TokenReader before = reader;
        value = null;
        ReadStatus status = stack.TryReadBytes(ref reader, out byte[] bytes);
        if (status != ReadStatus.Done)
        {
            return status;
        }

        if (bytes.Length % sizeof(char) != 0)
        {
            reader = before;
            return ReadStatus.Mismatch;
        }

        value = BitConverter.IsLittleEndian
            ? new string(MemoryMarshal.Cast<byte, char>(bytes))
            : string.Create(bytes.Length / sizeof(char), bytes, static (chars, source) =>
            {
                for (int i = 0; i < chars.Length; i++)
                {
                    chars[i] = (char)(source[2 * i] | (source[(2 * i) + 1] << 8));
                }
            });
        return ReadStatus.Done;
    }
}
