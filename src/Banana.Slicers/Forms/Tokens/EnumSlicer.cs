using System.Numerics;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Enumerations: the number, defined or not (PROTOCOL.md [T-20]).</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <typeparam name="TNumber">Its underlying type.</typeparam>
internal sealed class EnumSlicer<T, TNumber>(Slicer<TNumber> number) : Slicer<T>
    where T : struct, Enum
    where TNumber : struct, IBinaryInteger<TNumber>
{
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T value) =>
        stack.AllowsUndefinedEnums || DefinedEnum<T>.Contains(value)
            ? number.Write(ref writer, stack, Unsafe.BitCast<T, TNumber>(value))
            : DefinedEnum<T>.Refuse(stack, value);
}

/// <summary>The unslicer for <see cref="EnumSlicer{T, TNumber}"/>.</summary>
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
        if (stack.MustInspect && !stack.AllowsUndefinedEnums)
        {
            return TryReadDefinedSlow(ref reader, out value);
        }

        ReadStatus status = IntegerUnslicer<TNumber>.TryReadNumber(ref reader, out TNumber number);
        value = Unsafe.BitCast<TNumber, T>(number);
        return status;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadStatus TryReadDefinedSlow(ref TokenReader reader, out T value)
    {
        TokenReader before = reader;
        ReadStatus status = IntegerUnslicer<TNumber>.TryReadNumber(ref reader, out TNumber number);
        value = Unsafe.BitCast<TNumber, T>(number);
        if (status != ReadStatus.Done || DefinedEnum<T>.Contains(value))
        {
            return status;
        }

        reader = before; // the token is left unread, to be refused
        return ReadStatus.Mismatch;
    }
}
