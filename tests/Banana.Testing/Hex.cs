namespace Banana.Testing;

/// <summary>Bytes as readable hex: blanks are ignored, and so is everything from '#' to the end of a line.</summary>
public static class Hex
{
    public static byte[] Parse(string hex)
    {
        IEnumerable<string> lines = hex.Split('\n').Select(line => line.Split('#')[0]);
        return Convert.FromHexString(string.Concat(string.Concat(lines).Where(c => !char.IsWhiteSpace(c))));
    }

    public static string Format(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
