using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Immutable arrays: <c>OPEN immutable-array value* CLOSE</c>, and null for the default one (PROTOCOL.md [T-12]).
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ImmutableArraySlicer<T> : SpanSlicer<T, ImmutableArray<T>>
{
    internal const string Name = "immutable-array";

    internal ImmutableArraySlicer(Slicer<T> element)
        : base(new VocabularyWord(Name), element)
    {
    }

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, ImmutableArray<T> value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (!value.IsDefault)
        {
            return base.Write(ref writer, stack, value);
        }

        return stack.WriteNull(ref writer);
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<T> View(ImmutableArray<T> collection) => collection.AsSpan();
}

/// <summary>The reading half of <see cref="ImmutableArraySlicer{T}"/>.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ImmutableArrayUnslicer<T> : ElementsUnslicer<T, ImmutableArray<T>>
{
    internal ImmutableArrayUnslicer(Unslicer<T> element)
        : base(ImmutableArraySlicer<T>.Name, element)
    {
    }

    /// <inheritdoc/>
    public override bool AcceptsNull => true;

    /// <inheritdoc/>
    protected override ImmutableArray<T> Build(IReadOnlyList<object?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        T[] items = new T[parts.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = (T)parts[i]!;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }
}
