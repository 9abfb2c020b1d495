using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>The memory of a part that waits until its object is built.</summary>
internal static class PartBytes
{
    private const int Slot = 24; // its place in a list, old and new while that grows

    /// <summary>A part of any type; in bytes.</summary>
    public const long Each = Slot + 24;

    /// <summary>A part of type <typeparamref name="T"/>, with its box if it has one; in bytes.</summary>
    public static int Of<T>() => Slot + (typeof(T).IsValueType ? BoxOf<T>() : 0);

    /// <summary>A value of type <typeparamref name="T"/> as an object of its own; in bytes.</summary>
    public static int BoxOf<T>() => ((Unsafe.SizeOf<T>() + 7) & ~7) + 16;
}
