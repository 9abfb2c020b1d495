using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Instances of a class: <c>OPEN copyable NAME (attribute value)* CLOSE</c> (PROTOCOL.md [T-11]). Derive from it to say which
/// class, under which wire name, with which members.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
public abstract class InstanceSlicer<T> : Slicer<T>
    where T : class
{
    private const int MostMembers = 4000; // an unslicer counts them in 12 bits

    private static readonly VocabularyWord s_copyable = new(OpenTypes.Copyable);

    private readonly VocabularyWord _name;
    private Member<T>[]? _members;

    /// <summary>Names the class on the wire.</summary>
    protected InstanceSlicer(string name)
    {
        _name = new VocabularyWord(name);
    }

    /// <inheritdoc/>
    public sealed override OpenType? OpenType => new OpenType(OpenTypes.Copyable, _name.Text);

    /// <summary>The members, in the order they are written. Asked for once, at first use, so that classes may refer to each other.</summary>
    /// <exception cref="InvalidOperationException">There are more than 4,000.</exception>
    public IReadOnlyList<Member<T>> Members => _members ??= List();

    /// <summary>Lists the members, in the order they are written.</summary>
    protected abstract IEnumerable<Member<T>> DescribeMembers();

    private Member<T>[] List()
    {
        Member<T>[] members = [.. DescribeMembers()];
        return members.Length <= MostMembers
            ? members
            : throw new InvalidOperationException($"{typeof(T)} has {members.Length} members. Split it: at most {MostMembers} can be sent.");
    }

    /// <inheritdoc/>
    public sealed override void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        stack.WriteName(ref writer, s_copyable);
        stack.WriteName(ref writer, _name);
    }

    /// <inheritdoc/>
    public sealed override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        T owner = (T)frame.Target;
        IReadOnlyList<Member<T>> members = Members;
        while (frame.State < members.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            Member<T> member = members[frame.State++];
            stack.WriteName(ref writer, member.Name);
            SliceStep step = member.Write(ref writer, stack, owner);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public sealed override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State > 0)
        {
            path.Member(Members[frame.State - 1].Name.ToString());
        }
    }
}

/// <summary>
/// The reading half of <see cref="InstanceSlicer{T}"/>, for classes that are made empty and filled: they can be referred to from
/// their OPEN on. Attributes may come in any order; an unknown, repeated or missing one is refused.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
public abstract class InstanceUnslicer<T> : Unslicer<T>
    where T : class
{
    private readonly Attributes<T> _attributes;

    /// <summary>Reads what <paramref name="slicer"/> writes.</summary>
    protected InstanceUnslicer(InstanceSlicer<T> slicer)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        _attributes = new Attributes<T>(slicer);
    }

    /// <inheritdoc/>
    public sealed override string Expected => _attributes.Expected;

    /// <inheritdoc/>
    public sealed override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public sealed override OpenType? OpenType => _attributes.OpenType;

    /// <summary>Makes an empty object, through a real constructor.</summary>
    protected abstract T Create();

    /// <inheritdoc/>
    public sealed override object Begin(UnslicerStack stack) => Create();

    /// <inheritdoc/>
    public sealed override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        T owner = (T)frame.Target!;
        while (true)
        {
            UnsliceStep named = _attributes.ReadName(ref reader, ref frame, stack);
            if (named != UnsliceStep.Done || frame.IsClosed)
            {
                return named;
            }

            UnsliceStep step = _attributes.Current(frame).Read(ref reader, stack, owner);
            switch (step)
            {
                case UnsliceStep.Done:
                    Attributes<T>.Next(ref frame);
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    break;
                default:
                    return step;
            }
        }
    }

    /// <inheritdoc/>
    public sealed override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        _attributes.Current(frame).Set((T)frame.Target!, child);
        Attributes<T>.Next(ref frame);
    }

    /// <inheritdoc/>
    public sealed override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        child.WhenBuilt(this, frame.Target!, Attributes<T>.Number(frame));
        Attributes<T>.Next(ref frame);
    }

    /// <inheritdoc/>
    public sealed override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        _attributes[slot].Set((T)target, value);

    /// <inheritdoc/>
    public sealed override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) => _attributes.Describe(frame, ref path);
}
