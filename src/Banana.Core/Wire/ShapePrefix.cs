namespace Banana.Wire;

/// <summary>The first bytes of an instance of a shape: OPEN without number, VOCAB of <c>shaped</c>, and INT.</summary>
/// <param name="Bits">The bytes; the first is the lowest.</param>
/// <param name="Length">The number of bytes; 0 if there are more than eight.</param>
internal readonly record struct ShapePrefix(ulong Bits, int Length)
{
    private const int MostDigits = 4;

    /// <summary>A mask of the bits of the prefix in eight bytes.</summary>
    public ulong Mask => Length == sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * Length)) - 1;

    /// <summary>Returns the prefix of the instances of a shape.</summary>
    /// <param name="index">The index of the word <c>shaped</c>; 0 if it has no index of one digit.</param>
    /// <param name="number">The number of the shape.</param>
    public static ShapePrefix Of(byte index, ulong number)
    {
        const ulong open = (ulong)TokenType.Open | ((ulong)TokenType.Vocab << 16);
        int digits = Base128.CountDigits(number);
        return index == 0 || digits > MostDigits
            ? default
            : new ShapePrefix(
                open | ((ulong)index << 8) | (Base128.Scatter(number) << 24) | ((ulong)TokenType.Int << (24 + (8 * digits))),
                4 + digits);
    }
}
