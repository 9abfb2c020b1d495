using System.Numerics;
using System.Text;

namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>Signed native integers; a value that the reader's platform cannot hold is refused there.</summary>
    public static SliceableType<nint> IntPtr => field ??= Converted(
        "native-int", TokenForms.Int64, static (nint value) => (long)value, TryToIntPtr, "an integer that fits an address");

    /// <summary>Unsigned native integers; a value that the reader's platform cannot hold is refused there.</summary>
    public static SliceableType<nuint> UIntPtr => field ??= Converted(
        "native-uint", TokenForms.Int128, static (nuint value) => (Int128)value, TryToUIntPtr, "an integer that fits an address");

    /// <summary>Half-precision numbers, bit for bit.</summary>
    public static SliceableType<Half> Half => field ??= Converted(
        "float16", TokenForms.Int32, static (Half value) => BitConverter.HalfToUInt16Bits(value), HalfBits.TryToHalf, HalfBits.Expected);

    /// <summary>Single-precision numbers, bit for bit.</summary>
    public static SliceableType<float> Single => field ??= Converted<float, double>(
        "float32", TokenForms.Double, Widen, TryNarrow, "FLOAT that a single-precision number can hold");

    /// <summary>Decimals, with their scale.</summary>
    public static SliceableType<decimal> Decimal => field ??= new(new DecimalSlicer(), new DecimalUnslicer(), "decimal");

    /// <summary>UTF-16 code units, including lone surrogates.</summary>
    public static SliceableType<char> Char => field ??= Converted(
        "char", TokenForms.Int32, static (char value) => value, TryToChar, "a UTF-16 code unit");

    /// <summary>Unicode scalar values.</summary>
    public static SliceableType<Rune> Rune => field ??= Converted(
        "rune", TokenForms.Int32, static (Rune value) => value.Value, System.Text.Rune.TryCreate, "a Unicode scalar value");

    /// <summary>Complex numbers.</summary>
    public static SliceableType<Complex> Complex => field ??= Parts(
        "complex",
        static parts => new Complex((double)parts[0]!, (double)parts[1]!),
        new Part<Complex, double>("Real", Double, static value => value.Real),
        new Part<Complex, double>("Imaginary", Double, static value => value.Imaginary));

    /// <summary>Vectors of two numbers.</summary>
    public static SliceableType<Vector2> Vector2 => field ??= Floats("vector2", 2, static (value, i) => value[i], static parts => new Vector2(parts));

    /// <summary>Vectors of three numbers.</summary>
    public static SliceableType<Vector3> Vector3 => field ??= Floats("vector3", 3, static (value, i) => value[i], static parts => new Vector3(parts));

    /// <summary>Vectors of four numbers.</summary>
    public static SliceableType<Vector4> Vector4 => field ??= Floats("vector4", 4, static (value, i) => value[i], static parts => new Vector4(parts));

    /// <summary>Quaternions.</summary>
    public static SliceableType<Quaternion> Quaternion => field ??= Floats(
        "quaternion", 4, static (value, i) => value[i], static parts => new Quaternion(parts[0], parts[1], parts[2], parts[3]));

    /// <summary>Planes.</summary>
    public static SliceableType<Plane> Plane => field ??= Floats(
        "plane",
        4,
        static (value, i) => i < 3 ? value.Normal[i] : value.D,
        static parts => new Plane(parts[0], parts[1], parts[2], parts[3]));

    /// <summary>Matrices of three by two numbers, row by row.</summary>
    public static SliceableType<Matrix3x2> Matrix3x2 => field ??= Floats(
        "matrix3x2",
        6,
        static (value, i) => value[i / 2, i % 2],
        static parts => new Matrix3x2(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]));

    /// <summary>Matrices of four by four numbers, row by row.</summary>
    public static SliceableType<Matrix4x4> Matrix4x4 => field ??= Floats(
        "matrix4x4", 16, static (value, i) => value[i / 4, i % 4], ToMatrix4x4);

    private static SliceableType<T> Converted<T, TToken>(
        string name,
        TokenForm<TToken> form,
        Func<T, TToken> toToken,
        ConvertedUnslicer<T, TToken>.Converter tryConvert,
        string expected,
        Func<TToken, long>? bytes = null)
        where T : struct =>
        new(new ConvertedSlicer<T, TToken>(form, toToken), new ConvertedUnslicer<T, TToken>(form, tryConvert, expected, bytes), name);

    private static SliceableType<T> Parts<T>(string openType, Func<IReadOnlyList<object?>, T> build, params Part<T>[] parts) =>
        Parts(openType, null, build, parts);

    private static SliceableType<T> Parts<T>(
        string openType, Func<IReadOnlyList<object?>, long>? bytesOf, Func<IReadOnlyList<object?>, T> build, params Part<T>[] parts)
    {
        PartsSlicer<T> slicer = new(openType, isUnique: true, parts)
        {
            IsBuiltIn = true,
            TakesDerived = typeof(T) == typeof(System.Net.IPAddress),
        };
        return new(slicer, new PartsUnslicer<T>(slicer, build) { BytesOf = bytesOf });
    }

    private static SliceableType<T> Floats<T>(string openType, int count, Func<T, int, float> get, Func<float[], T> build)
    {
        Part<T>[] parts = new Part<T>[count];
        for (int i = 0; i < count; i++)
        {
            int index = i;
            parts[i] = new Part<T, float>($"[{index}]", Single, value => get(value, index));
        }

        return Parts(openType, values => build([.. values.Cast<float>()]), parts);
    }

    private static Matrix4x4 ToMatrix4x4(float[] parts)
    {
        Matrix4x4 matrix = default;
        for (int i = 0; i < parts.Length; i++)
        {
            matrix[i / 4, i % 4] = parts[i];
        }

        return matrix;
    }

    private static bool TryToIntPtr(long token, out nint value)
    {
        value = unchecked((nint)token);
        return value == token;
    }

    private static bool TryToUIntPtr(Int128 token, out nuint value)
    {
        value = unchecked((nuint)token);
        return value == token;
    }

    private static bool TryToChar(int token, out char value)
    {
        value = unchecked((char)token);
        return token is >= char.MinValue and <= char.MaxValue;
    }

    // The processor makes signalling NaNs quiet when it converts; by hand every bit stays.
    private const int FractionGap = 52 - 23;

    private static double Widen(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value)
            ? BitConverter.UInt64BitsToDouble(
                ((ulong)(bits >> 31) << 63) | (0x7FFUL << 52) | ((ulong)(bits & 0x7F_FFFF) << FractionGap))
            : value;
    }

    private static bool TryNarrow(double token, out float value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(token);
        value = double.IsNaN(token)
            ? BitConverter.UInt32BitsToSingle(unchecked((uint)(bits >> 63 << 31) | (0xFFU << 23) | (uint)((bits >> FractionGap) & 0x7F_FFFF)))
            : (float)token;
        return BitConverter.DoubleToUInt64Bits(Widen(value)) == bits;
    }
}
