namespace Banana.Slicing;

/// <summary>Half-precision numbers are sent by their bits.</summary>
internal static class HalfBits
{
    public const string Expected = "the 16 bits of a number";

    /// <summary>The number of a token; false if it has more bits.</summary>
    public static bool TryToHalf(int token, out Half value)
    {
        value = BitConverter.UInt16BitsToHalf(unchecked((ushort)token));
        return token is >= 0 and <= ushort.MaxValue;
    }
}
