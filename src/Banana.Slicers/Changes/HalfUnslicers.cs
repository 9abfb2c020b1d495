namespace Banana.Slicing;

/// <summary>Unslicers of half-precision numbers, which are sent by their bits, where wider types are declared.</summary>
internal static class HalfUnslicers
{
    private static readonly ConvertedUnslicer<float, int> s_single = new(TokenForms.Int32, TryWiden, HalfBits.Expected);
    private static readonly ConvertedUnslicer<double, int> s_double = new(TokenForms.Int32, TryWiden, HalfBits.Expected);
    private static readonly Unslicer[] s_all = [s_single, s_double, new NullableUnslicer<float>(s_single), new NullableUnslicer<double>(s_double)];

    /// <summary>Returns the unslicer for a type; null if it is not a wider number type.</summary>
    public static Unslicer<T>? For<T>() => s_all.OfType<Unslicer<T>>().FirstOrDefault();

    private static bool TryWiden(int token, out float value)
    {
        bool isHalf = HalfBits.TryToHalf(token, out Half half);
        value = (float)half;
        return isHalf;
    }

    private static bool TryWiden(int token, out double value)
    {
        bool isHalf = HalfBits.TryToHalf(token, out Half half);
        value = (double)half;
        return isHalf;
    }
}
