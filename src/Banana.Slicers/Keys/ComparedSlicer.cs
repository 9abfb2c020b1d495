using System.Collections;
using System.Collections.Concurrent;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// A collection with a comparer other than the default: <c>OPEN by NAME</c>, the contents of the collection's own sequence, and
/// CLOSE (PROTOCOL.md [T-23]).
/// </summary>
/// <typeparam name="T">The collection.</typeparam>
internal sealed class ComparedSlicer<T> : Slicer<T>
{
    private static readonly VocabularyWord s_by = new(OpenTypes.By);

    private readonly Slicer<T> _inner;
    private readonly VocabularyWord _comparer;

    public ComparedSlicer(Slicer<T> inner, string comparer)
    {
        _inner = inner;
        _comparer = new VocabularyWord(comparer);
    }

    public override void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        stack.WriteName(ref writer, s_by);
        stack.WriteName(ref writer, _comparer);
    }

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
        _inner.Slice(ref writer, ref frame, stack);

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => _inner.DescribePosition(in frame, ref path);
}

/// <summary>
/// The forms of a collection type, by comparer. The collection determines its default comparer; any other must have a name, so
/// that it is not lost.
/// </summary>
/// <typeparam name="T">The collection.</typeparam>
internal sealed class ComparedForms<T>
{
    private readonly ConcurrentDictionary<string, ComparedSlicer<T>> _slicers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, Unslicer> _unslicers = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes a collection whose comparer is not the default.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="inner">The slicer for collections with the default comparer.</param>
    /// <param name="value">The collection.</param>
    /// <param name="comparer">Its comparer.</param>
    /// <param name="keys">The keys that it compares.</param>
    public SliceStep Write(ref TokenWriter writer, SlicerStack stack, Slicer<T> inner, T value, object comparer, IEnumerable keys)
    {
        if (!stack.Dialect.HasTypeNames
            || stack.Slicers is not SliceableTypeRegistry types
            || !types.Comparers.TryFindName(comparer, out string? name))
        {
            return stack.Fail(
                ViolationCode.NotRepresentable,
                $"a collection with comparer {comparer.GetType()}",
                "the default comparer, or an instance registered in options.Types.Comparers");
        }

        if (ReferenceKeys.Find(keys, comparer, types) is { } key)
        {
            return stack.Fail(
                ViolationCode.NotRepresentable,
                $"a collection that compares by reference, with a key of type {key.GetType()}",
                "keys that compare by reference themselves, or the comparer in options.Types.Comparers");
        }

        ComparedSlicer<T> slicer = _slicers.TryGetValue(name, out ComparedSlicer<T>? known)
            ? known
            : _slicers.GetOrAdd(name, static (name, inner) => new ComparedSlicer<T>(inner, name), inner);
        return stack.WriteSequence(ref writer, slicer, value);
    }

    /// <summary>Returns the unslicer of a collection with another comparer; null if the open type names none.</summary>
    /// <param name="openType">The open type.</param>
    /// <param name="declared">
    /// The comparer that the position declares, which is then the only one accepted; null if it declares none.
    /// </param>
    /// <param name="stack">The stack.</param>
    /// <param name="make">A function that creates the unslicer, or returns null if the comparer does not fit.</param>
    public Unslicer? Find(OpenType openType, object? declared, UnslicerStack stack, Func<object, Unslicer?> make)
    {
        if (openType is not { Name: OpenTypes.By, Class: { } name }
            || (stack.Unslicers as SliceableTypeRegistry)?.Comparers.Find(name) is not { } comparer
            || (declared is not null && !ReferenceEquals(declared, comparer)))
        {
            return null;
        }

        if (!_unslicers.TryGetValue(comparer, out Unslicer? unslicer) && make(comparer) is { } made)
        {
            unslicer = _unslicers.GetOrAdd(comparer, made);
        }

        return unslicer;
    }
}
