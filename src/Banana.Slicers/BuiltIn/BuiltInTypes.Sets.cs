using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>Sets of <paramref name="member"/>.</summary>
    public static SliceableType<HashSet<T>> Set<T>(SliceableType<T> member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new(new SetSlicer<T>(member.Slicer), new SetUnslicer<T>(member.Unslicer), NameOf("set", member.TypeName));
    }

    /// <summary>Sorted sets of <paramref name="member"/>.</summary>
    public static SliceableType<SortedSet<T>> SortedSet<T>(SliceableType<T> member) => Elements(
        member, new ElementsKind<T, SortedSet<T>>("sorted-set", static set => set)
        {
            Bytes = 160,
            BytesPerElement = NodeBytes.Of<T>(pointers: 3),
            Create = static comparer => new SortedSet<T>((IComparer<T>?)comparer),
            TryAdd = static (set, item) => set.Add(item),
            Count = static set => set.Count,
            Comparer = ComparerOf.Sorting<SortedSet<T>, T>(static set => set.Comparer),
        });

    /// <summary>Read-only views of a set of <paramref name="member"/>. A view that was read has an underlying set of its own.</summary>
    public static SliceableType<ReadOnlySet<T>> ReadOnlySet<T>(SliceableType<T> member)
    {
        ArgumentNullException.ThrowIfNull(member);
        SliceableType<HashSet<T>> inner = Set(member);
        PartsSlicer<ReadOnlySet<T>> slicer = new(
            "read-only-set", isUnique: false, new Part<ReadOnlySet<T>, HashSet<T>>("Set", inner, ReadOnlyViews.SetUnder))
        {
            IsBuiltIn = true,
        };
        return new(
            slicer,
            new PartsUnslicer<ReadOnlySet<T>>(slicer, static parts => new ReadOnlySet<T>((HashSet<T>)parts[0]!)),
            NameOf("read-only-set", member.TypeName));
    }

    /// <summary>Immutable sets of <paramref name="member"/>.</summary>
    public static SliceableType<ImmutableHashSet<T>> ImmutableSet<T>(SliceableType<T> member) => Elements(
        member, new ElementsKind<T, ImmutableHashSet<T>>("immutable-set", static set => set)
        {
            Bytes = 160,
            BytesPerElement = NodeBytes.Of<T>(pointers: 6),
            Build = static (comparer, items) => items.ToImmutableHashSet((IEqualityComparer<T>?)comparer),
            Count = static set => set.Count,
            Comparer = ComparerOf.Hashing<ImmutableHashSet<T>, T>(static set => set.KeyComparer),
        });

    /// <summary>Immutable sorted sets of <paramref name="member"/>.</summary>
    public static SliceableType<ImmutableSortedSet<T>> ImmutableSortedSet<T>(SliceableType<T> member) => Elements(
        member, new ElementsKind<T, ImmutableSortedSet<T>>("immutable-sorted-set", static set => set)
        {
            Bytes = 160,
            BytesPerElement = NodeBytes.Of<T>(pointers: 3),
            Build = static (comparer, items) => items.ToImmutableSortedSet((IComparer<T>?)comparer),
            Count = static set => set.Count,
            Comparer = ComparerOf.Sorting<ImmutableSortedSet<T>, T>(static set => set.KeyComparer),
        });

    /// <summary>Frozen sets of <paramref name="member"/>.</summary>
    public static SliceableType<FrozenSet<T>> FrozenSet<T>(SliceableType<T> member) => Elements(
        member, new ElementsKind<T, FrozenSet<T>>("frozen-set", static set => set)
        {
            Bytes = 320,
            BytesPerElement = NodeBytes.Frozen + (4 * NodeBytes.Place<T>()),
            Build = static (comparer, items) => items.ToFrozenSet((IEqualityComparer<T>?)comparer),
            Count = static set => set.Count,
            Comparer = ComparerOf.Hashing<FrozenSet<T>, T>(static set => set.Comparer),
            Table = KeyTable.Presized,
        });
}
