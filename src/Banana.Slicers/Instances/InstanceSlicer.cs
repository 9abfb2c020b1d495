using Banana.Buffers;
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

    /// <summary>An instance of a derived class is refused: its own members would be lost.</summary>
    public sealed override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return value is null || value.GetType() == typeof(T)
            ? base.Write(ref writer, stack, value)
            : stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"exactly {typeof(T)}");
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
/// The reading half of <see cref="InstanceSlicer{T}"/>. Attributes may come in any order; an unknown, repeated or missing one
/// is refused.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
public abstract class InstanceUnslicer<T> : Unslicer<T>
    where T : class
{
    private const int AttributeBits = 12;

    private readonly InstanceSlicer<T> _slicer;
    private Dictionary<byte[], int>? _numbers;

    /// <summary>Reads what <paramref name="slicer"/> writes.</summary>
    protected InstanceUnslicer(InstanceSlicer<T> slicer)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        _slicer = slicer;
    }

    /// <inheritdoc/>
    public sealed override string Expected => $"a {_slicer.OpenType!.Value.Class}";

    /// <inheritdoc/>
    public sealed override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public sealed override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType == _slicer.OpenType ? this : null;

    /// <summary>Makes an empty object, through a real constructor.</summary>
    protected abstract T Create();

    /// <inheritdoc/>
    public sealed override object Begin(UnslicerStack stack) => Create();

    // State: how many attributes came in the members' own order, then the number of the one whose value comes next, plus one.
    // Only when one comes out of order does the cursor become the list of those that have been seen.
    /// <inheritdoc/>
    public sealed override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        T owner = (T)frame.Target!;
        while (true)
        {
            if (Current(frame) < 0)
            {
                if (stack.TryClose(ref reader, ref frame))
                {
                    return FindMissing(frame) is not { } missing
                        ? UnsliceStep.Done
                        : stack.FailFrame(ref reader, ViolationCode.MissingAttribute, "CLOSE", $"attribute '{missing.Name}'");
                }

                UnsliceStep named = ReadName(ref reader, ref frame, stack);
                if (named != UnsliceStep.Done)
                {
                    return named;
                }
            }

            UnsliceStep step = _slicer.Members[Current(frame)].Read(ref reader, stack, owner);
            switch (step)
            {
                case UnsliceStep.Done:
                    SetCurrent(ref frame, -1);
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
        _slicer.Members[Current(frame)].Set((T)frame.Target!, child);
        SetCurrent(ref frame, -1);
    }

    /// <inheritdoc/>
    public sealed override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        child.WhenBuilt(this, frame.Target!, Current(frame));
        SetCurrent(ref frame, -1);
    }

    /// <inheritdoc/>
    public sealed override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        _slicer.Members[slot].Set((T)target, value);

    /// <inheritdoc/>
    public sealed override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (Current(frame) >= 0)
        {
            path.Member(_slicer.Members[Current(frame)].Name.ToString());
        }
    }

    private static int Current(in UnsliceFrame frame) => (frame.State & ((1 << AttributeBits) - 1)) - 1;

    private static int InOrder(in UnsliceFrame frame) => frame.State >> AttributeBits;

    private static void SetCurrent(ref UnsliceFrame frame, int number) =>
        frame.State = (InOrder(frame) << AttributeBits) | (number + 1);

    private UnsliceStep ReadName(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        UnsliceStep step = stack.ReadName(ref reader, "an attribute name", out ReadOnlySpan<byte> name);
        if (step != UnsliceStep.Done)
        {
            return step;
        }

        int number = Find(name, InOrder(frame));
        if (number < 0)
        {
            string text = TokenReader.TryDecode(name, out string decoded) ? decoded : Convert.ToHexStringLower(name);
            return stack.FailFrame(ref reader, ViolationCode.UnknownAttribute, $"attribute '{Shorten(text)}'", "one the class has");
        }

        if (!TryMark(ref frame, number))
        {
            return stack.FailFrame(
                ref reader, ViolationCode.DuplicateKey, $"attribute '{_slicer.Members[number].Name}' again", "each attribute once");
        }

        SetCurrent(ref frame, number);
        return UnsliceStep.Done;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");

    private int Find(ReadOnlySpan<byte> name, int guess)
    {
        IReadOnlyList<Member<T>> members = _slicer.Members;
        if (guess < members.Count && name.SequenceEqual(members[guess].Name.Utf8))
        {
            return guess;
        }

        _numbers ??= new(
            members.Select((member, number) => KeyValuePair.Create(member.Name.Utf8.ToArray(), number)), ByteStringComparer.Instance);
        return _numbers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out int found) ? found : -1;
    }

    /// <summary>Marks an attribute as seen; false if it has been seen before.</summary>
    private bool TryMark(ref UnsliceFrame frame, int number)
    {
        int inOrder = InOrder(frame);
        if (frame.Cursor is null && number == inOrder)
        {
            frame.State = (inOrder + 1) << AttributeBits;
            return true;
        }

        bool[] seen = (bool[])(frame.Cursor ??= new bool[_slicer.Members.Count]);
        if (number < inOrder || seen[number])
        {
            return false;
        }

        seen[number] = true;
        return true;
    }

    private Member<T>? FindMissing(in UnsliceFrame frame)
    {
        bool[]? seen = frame.Cursor as bool[];
        for (int number = InOrder(frame); number < _slicer.Members.Count; number++)
        {
            if (_slicer.Members[number].IsRequired && seen?[number] != true)
            {
                return _slicer.Members[number];
            }
        }

        return null;
    }
}
