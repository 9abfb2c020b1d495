using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>Arrays of <paramref name="element"/>.</summary>
    public static SliceableType<T[]> Array<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new ArraySlicer<T>(element.Slicer), new ArrayUnslicer<T>(element.Unslicer), NameOf("array", element.TypeName));
    }

    /// <summary>Arrays of two dimensions.</summary>
    public static SliceableType<T[,]> Array2D<T>(SliceableType<T> element) => Grid<T, T[,]>(element, 2);

    /// <summary>Arrays of three dimensions.</summary>
    public static SliceableType<T[,,]> Array3D<T>(SliceableType<T> element) => Grid<T, T[,,]>(element, 3);

    /// <summary>Arrays of four dimensions.</summary>
    public static SliceableType<T[,,,]> Array4D<T>(SliceableType<T> element) => Grid<T, T[,,,]>(element, 4);

    /// <summary>
    /// One-dimensional arrays that do not start at index 0. Their type has no name in C#: they are declared as
    /// <see cref="System.Array"/>.
    /// </summary>
    [RequiresDynamicCode("The array type is created at run time.")]
    public static SliceableType<Array> NonZeroBasedArray<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(
            new MultiDimensionalArraySlicer<T, Array>(element.Slicer, typeof(T).MakeArrayType(1)),
            new MultiDimensionalArrayUnslicer<T, Array>(
                element.Unslicer, 1, static (lengths, first) => System.Array.CreateInstance(typeof(T), lengths, first)),
            NameOf("based-array", element.TypeName));
    }

    /// <summary>Memory. One that was read has an array of its own; the default one stays the default.</summary>
    /// <param name="array">The type of the arrays that hold the elements.</param>
    public static SliceableType<Memory<T>> Memory<T>(SliceableType<T[]> array) => Row(
        "segment",
        NameOf("memory", array?.TypeName),
        static parts => parts[0] is T[] items ? items.AsMemory() : default,
        new Part<Memory<T>, T[]>("Span", array!, static memory => memory.Equals(default) ? null! : memory.ToArray()));

    /// <summary>Read-only memory. One that was read has an array of its own; the default one stays the default.</summary>
    /// <param name="array">The type of the arrays that hold the elements.</param>
    public static SliceableType<ReadOnlyMemory<T>> ReadOnlyMemory<T>(SliceableType<T[]> array) => Row(
        "segment",
        NameOf("read-only-memory", array?.TypeName),
        static parts => parts[0] is T[] items ? new ReadOnlyMemory<T>(items) : default,
        new Part<ReadOnlyMemory<T>, T[]>("Span", array!, static memory => memory.Equals(default) ? null! : memory.ToArray()));

    /// <summary>Array segments; the rest of the array is not sent. The default segment, which has no array, stays the default.</summary>
    /// <param name="array">The type of the arrays that hold the elements.</param>
    public static SliceableType<ArraySegment<T>> ArraySegment<T>(SliceableType<T[]> array) => Row(
        "segment",
        NameOf("array-segment", array?.TypeName),
        static parts => parts[0] is T[] items ? new ArraySegment<T>(items) : default,
        new Part<ArraySegment<T>, T[]>("Items", array!, static segment => segment.Array is null ? null! : [.. segment]));

    /// <summary>Sequences of memory segments, which come back as a single segment.</summary>
    /// <param name="array">The type of the arrays that hold the elements.</param>
    public static SliceableType<ReadOnlySequence<T>> ReadOnlySequence<T>(SliceableType<T[]> array) => Row(
        "segment",
        NameOf("read-only-sequence", array?.TypeName),
        static parts => new ReadOnlySequence<T>((T[])parts[0]!),
        new Part<ReadOnlySequence<T>, T[]>("Items", array!, static sequence => sequence.ToArray()));

    private static SliceableType<TArray> Grid<T, TArray>(SliceableType<T> element, int rank)
        where TArray : class
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(
            new MultiDimensionalArraySlicer<T, TArray>(element.Slicer, typeof(TArray)),
            new MultiDimensionalArrayUnslicer<T, TArray>(
                element.Unslicer,
                rank,
                static (lengths, first) => (TArray)(object)System.Array.CreateInstanceFromArrayType(typeof(TArray), lengths, first)),
            NameOf($"grid{rank}", element.TypeName));
    }
}
