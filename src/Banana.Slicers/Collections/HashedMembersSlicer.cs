using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Immutable and frozen sets: OPEN, the open type, the members, CLOSE (PROTOCOL.md [T-18]). Their order is their own affair. Only
/// the default comparer can be sent.
/// </summary>
/// <typeparam name="T">The type of the members.</typeparam>
/// <typeparam name="TSet">The set.</typeparam>
public sealed class HashedMembersSlicer<T, TSet> : Slicer<TSet>
    where TSet : class, IEnumerable<T>
{
    private readonly Slicer<T> _member;
    private readonly Func<TSet, IEqualityComparer<T>> _comparer;

    internal HashedMembersSlicer(string openType, Slicer<T> member, Func<TSet, IEqualityComparer<T>> comparer)
        : base(new VocabularyWord(openType))
    {
        _member = member;
        _comparer = comparer;
    }

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, TSet? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return value is not null && DefaultComparer.TryRefuse(stack, _comparer(value), "a set", out SliceStep refused)
            ? refused
            : base.Write(ref writer, stack, value);
    }

    // State counts the members begun; the cursor is the enumerator.
    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        IEnumerator<T> members = (IEnumerator<T>)(frame.Cursor ??= ((TSet)frame.Target).GetEnumerator());
        while (true)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            if (!members.MoveNext())
            {
                return SliceStep.Done;
            }

            frame.State++;
            SliceStep step = _member.Write(ref writer, stack, members.Current);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}

/// <summary>
/// The reading half of <see cref="HashedMembersSlicer{T, TSet}"/>. A set whose members may reach an object that is still being read is
/// built when the graph is complete (PROTOCOL.md ).
/// </summary>
/// <typeparam name="T">The type of the members.</typeparam>
/// <typeparam name="TSet">The set.</typeparam>
public sealed class HashedMembersUnslicer<T, TSet> : ElementsUnslicer<T, TSet>
    where TSet : class, IEnumerable<T>
{
    private readonly Func<HashSet<T>, TSet> _build;

    internal HashedMembersUnslicer(string openType, Unslicer<T> member, Func<HashSet<T>, TSet> build)
        : base(openType, member)
    {
        _build = build;
    }

    private protected override bool NeedsHashes => true;

    private protected override bool HasHashes(IReadOnlyList<object?> parts, UnslicerStack stack) =>
        parts.All(part => SettledKey<T>.CanHash((T?)part, stack));

    private protected override bool TryBuild(IReadOnlyList<object?> parts, out TSet? built, out string? found)
    {
        HashSet<T> members = new(parts.Count);
        foreach (object? part in parts)
        {
            if (!members.Add((T)part!))
            {
                built = null;
                found = $"member number {members.Count + 1L} again";
                return false;
            }
        }

        built = _build(members);
        found = null;
        return true;
    }

    /// <inheritdoc/>
    [ExcludeFromCodeCoverage]
    protected override TSet Build(IReadOnlyList<object?> parts) => throw new NotSupportedException("Sets are built by TryBuild.");
}
