using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Foolscap;

/// <summary>
/// Sets with members of any kind: <c>OPEN set value* CLOSE</c>, and <c>OPEN immutable-set value* CLOSE</c>, which Foolscap's
/// sender sends again for each occurrence (PROTOCOL.md [T-17], [F-6]).
/// </summary>
internal sealed class ObjectSetSlicer<T> : Slicer<T>
    where T : class, IReadOnlyCollection<object?>
{
    private readonly string _name;

    public ObjectSetSlicer(string name, SequenceKind kind)
        : base(new VocabularyWord(name))
    {
        _name = name;
        Kind = kind;
    }

    public override OpenType? OpenType => new OpenType(_name, null);

    // State counts the members started; the cursor holds the members in the order in which they are written.
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        object?[] members = (object?[])(frame.Cursor ??= ((T)frame.Target).ToArray());
        if (members.Length > stack.MaxItems)
        {
            return stack.FailItems(members.Length);
        }

        while (frame.State < members.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = stack.WriteObject(ref writer, members[frame.State++]);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}

/// <summary>The unslicer for <see cref="ObjectSetSlicer{T}"/>.</summary>
internal abstract class ObjectSetUnslicer<T>(string name) : DeferredUnslicer<T>(HashGrowth.BytesPerCollection)
    where T : class, IReadOnlyCollection<object?>
{
    private const int BytesPerMember = 128; // among those that have come, twice in a set, and in an array

    public override string Expected => $"'{name}'";

    public override OpenType? OpenType => new OpenType(name, null);

    private protected sealed override bool NeedsHashes => true;

    public override int? CountItems(object collection) => ((T)collection).Count;

    // State counts the members checked.
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        List<object?> members = Parts(ref frame).Items;
        while (true)
        {
            for (; frame.State < members.Count; frame.State++)
            {
                if (!ObjectKey.IsHashable(members[frame.State], out long steps))
                {
                    return stack.FailFrame(ref reader, CanChange(members[frame.State]!));
                }

                if (!stack.TryWork(ref reader, steps))
                {
                    return stack.FailWork(ref reader);
                }
            }

            if (stack.TryClose(ref reader, ref frame))
            {
                return Complete(ref reader, ref frame, stack);
            }

            int count = members.Count;
            if (!stack.TryAdmitElement(ref reader, ref frame, "member", count, HashGrowth.BytesAt(count, BytesPerMember), out UnsliceStep step))
            {
                return step;
            }

            step = BuiltInTypes.Object.Unslicer.Read(ref reader, stack, out object? member);
            if (!TryTakeChild(ref frame, step, member, stack))
            {
                return step;
            }
        }
    }

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (!frame.IsClosed)
        {
            path.Element(PartsSoFar(frame).Count);
        }
    }

    // Also those that came late, and what they share with others is hashed for each.
    private protected sealed override KeyFault? RefuseKeys(IReadOnlyList<object?> parts, UnslicerStack stack)
    {
        foreach (object? member in parts)
        {
            if (!ObjectKey.IsHashable(member, out long steps))
            {
                return CanChange(member!);
            }

            if (!stack.TryWork(steps))
            {
                return KeyFault.Work(stack);
            }
        }

        return null;
    }

    private protected static bool TryAdd(ObjectSet set, IReadOnlyList<object?> parts, [NotNullWhen(false)] out KeyFault? fault)
    {
        fault = null;
        for (int i = 0; i < parts.Count && fault is null; i++)
        {
            fault = set.TryAddHashable(parts[i]) ? null : KeyFault.Duplicate($"member number {i + 1L} again", "member");
        }

        return fault is null;
    }

    private static KeyFault CanChange(object member) =>
        new(ViolationCode.InvalidKey, $"a member of type {member.GetType().Name}", "a member that is immutable");
}

/// <inheritdoc/>
internal sealed class MutableObjectSetUnslicer() : ObjectSetUnslicer<ObjectSet>("set")
{
    private protected override bool IsFilled => true;

    protected override ObjectSet Build(IReadOnlyList<object?> parts) => throw new NotSupportedException("This set is created empty and filled; it cannot be built from its parts.");

    private protected override ObjectSet Create() => [];

    private protected override bool TryFill(ObjectSet target, IReadOnlyList<object?> parts, [NotNullWhen(false)] out KeyFault? fault) =>
        TryAdd(target, parts, out fault);
}

/// <inheritdoc/>
internal sealed class FrozenObjectSetUnslicer() : ObjectSetUnslicer<ObjectFrozenSet>("immutable-set")
{
    protected override ObjectFrozenSet Build(IReadOnlyList<object?> parts) => new([.. parts]);

    private protected override bool TryBuild(IReadOnlyList<object?> parts, out ObjectFrozenSet? built, [NotNullWhen(false)] out KeyFault? fault)
    {
        ObjectSet members = [];
        bool isWhole = TryAdd(members, parts, out fault);
        built = isWhole ? new ObjectFrozenSet(members.Members) : null;
        return isWhole;
    }
}
