namespace Banana.Wire;

/// <summary>The bytes that an instance of a shape begins with: OPEN, VOCAB of <c>shaped</c>, and INT, none of them numbered.</summary>
/// <param name="Bits">The bytes, the first lowest.</param>
/// <param name="Length">How many; 0 if it cannot be said in eight.</param>
internal readonly record struct ShapePrefix(ulong Bits, int Length)
{
    private const int MostDigits = 4;

    /// <summary>Which bits of eight bytes are the prefix's.</summary>
    public ulong Mask => Length == sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * Length)) - 1;

    /// <summary>The prefix of a number.</summary>
    /// <param name="index">The index of <c>shaped</c>; 0 if it has none of one digit.</param>
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
