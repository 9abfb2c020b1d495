using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Enumerations restricted to defined values; see <see cref="SliceMemberAttribute.IsDefinedOnly"/>.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class DefinedEnumSlicer<T>(Slicer<T> number) : Slicer<T>
    where T : struct, Enum
{
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T value) => DefinedEnum<T>.Contains(value)
        ? number.Write(ref writer, stack, value)
        : DefinedEnum<T>.Refuse(stack, value);
}

/// <summary>The unslicer for <see cref="DefinedEnumSlicer{T}"/>.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class DefinedEnumUnslicer<T>(TokenUnslicer<T> number) : TokenUnslicer<T>
    where T : struct, Enum
{
    public override string Expected => DefinedEnum<T>.Expected;

    public override TokenTypes Tokens => number.Tokens;

    public override OpenType? OpenType => number.OpenType;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out T value)
    {
        TokenReader before = reader;
        ReadStatus status = number.TryReadToken(ref reader, stack, out value);
        if (status == ReadStatus.Done && !DefinedEnum<T>.Contains(value))
        {
            reader = before; // the token is left unread, to be refused
            return ReadStatus.Mismatch;
        }

        return status;
    }
}

/// <summary>The defined values of an enumeration.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal static class DefinedEnum<T>
    where T : struct, Enum
{
    private static readonly FrozenSet<ulong> s_named = Enum.GetValues<T>().Select(Bits).ToFrozenSet();
    private static readonly bool s_isFlags = typeof(T).GetCustomAttribute<FlagsAttribute>() is not null;

    public static string Expected { get; } = $"a number of {typeof(T).Name} that has a name{(s_isFlags ? ", or a combination of such" : "")}";

    /// <summary>Whether a value is defined, or a combination of defined flags.</summary>
    public static bool Contains(T value)
    {
        ulong bits = Bits(value);
        return s_named.Contains(bits) || (s_isFlags && IsCombined(bits));
    }

    public static SliceStep Refuse(SlicerStack stack, T value) => stack.Fail(ViolationCode.NotRepresentable, $"{value:D}", Expected);

    private static bool IsCombined(ulong bits)
    {
        ulong named = 0;
        foreach (ulong name in s_named)
        {
            named |= (name & bits) == name ? name : 0;
        }

        return named == bits;
    }

    private static ulong Bits(T value) => Unsafe.SizeOf<T>() switch
    {
        sizeof(byte) => Unsafe.BitCast<T, byte>(value),
        sizeof(ushort) => Unsafe.BitCast<T, ushort>(value),
        sizeof(uint) => Unsafe.BitCast<T, uint>(value),
        _ => Unsafe.BitCast<T, ulong>(value),
    };
}
