using System.Collections.Immutable;

namespace Banana.Slicing;

/// <summary>Immutable lists: <c>OPEN immutable-list value* CLOSE</c> (PROTOCOL.md [T-18]).</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ImmutableListSlicer<T> : ElementsSlicer<T, ImmutableList<T>>
{
    internal const string Name = "immutable-list";

    internal ImmutableListSlicer(Slicer<T> element)
        : base(Name, element)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<T> View(ImmutableList<T> collection) => collection;
}

/// <summary>The reading half of <see cref="ImmutableListSlicer{T}"/>.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ImmutableListUnslicer<T> : ElementsUnslicer<T, ImmutableList<T>>
{
    internal ImmutableListUnslicer(Unslicer<T> element)
        : base(ImmutableListSlicer<T>.Name, element)
    {
    }

    /// <inheritdoc/>
    protected override ImmutableList<T> Build(IReadOnlyList<object?> parts) => [.. parts.Select(part => (T)part!)];
}
