using System.Numerics;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Enumerations: the number, whether or not a name stands for it (PROTOCOL.md [T-20]).</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <typeparam name="TNumber">Its underlying type.</typeparam>
internal sealed class EnumSlicer<T, TNumber>(Slicer<TNumber> number) : Slicer<T>
    where T : struct, Enum
    where TNumber : struct, IBinaryInteger<TNumber>
{
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T value) =>
        number.Write(ref writer, stack, Unsafe.BitCast<T, TNumber>(value));
}

/// <summary>The reading half of <see cref="EnumSlicer{T, TNumber}"/>.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <typeparam name="TNumber">Its underlying type.</typeparam>
internal sealed class EnumUnslicer<T, TNumber> : TokenUnslicer<T>
    where T : struct, Enum
    where TNumber : struct, IBinaryInteger<TNumber>
{
    public override string Expected => $"a number of {typeof(T).Name}";

    public override TokenTypes Tokens => TokenTypes.Integers;

    public override OpenType? OpenType => null;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out T value)
    {
        ReadStatus status = IntegerUnslicer<TNumber>.TryReadNumber(ref reader, out TNumber number);
        value = Unsafe.BitCast<TNumber, T>(number);
        return status;
    }
}
