using System.Collections.ObjectModel;

namespace Banana.Slicing;

/// <summary>
/// Read-only wrappers: <c>OPEN read-only value* CLOSE</c> (PROTOCOL.md [T-13]). What they wrap is not visible, so it is not shared
/// with anything else afterwards.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ReadOnlyCollectionSlicer<T> : ElementsSlicer<T, ReadOnlyCollection<T>>
{
    internal const string Name = "read-only";

    internal ReadOnlyCollectionSlicer(Slicer<T> element)
        : base(Name, element)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<T> View(ReadOnlyCollection<T> collection) => collection;
}

/// <summary>The reading half of <see cref="ReadOnlyCollectionSlicer{T}"/>.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ReadOnlyCollectionUnslicer<T> : ElementsUnslicer<T, ReadOnlyCollection<T>>
{
    internal ReadOnlyCollectionUnslicer(Unslicer<T> element)
        : base(ReadOnlyCollectionSlicer<T>.Name, element)
    {
    }

    /// <inheritdoc/>
    protected override ReadOnlyCollection<T> Build(IReadOnlyList<object?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new ReadOnlyCollection<T>([.. parts.Select(part => (T)part!)]);
    }
}
