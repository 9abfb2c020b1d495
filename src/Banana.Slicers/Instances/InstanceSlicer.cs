using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Writes instances of a class or struct: the shape once, then the values in its order or, in a dialect without shapes, each
/// value after its name (PROTOCOL.md [I-1], [T-11]). A derived class provides the wire name and the members.
/// </summary>
/// <typeparam name="T">The class or struct.</typeparam>
public abstract partial class InstanceSlicer<T> : Slicer<T>, ILinkable
{
    private const int MostMembers = 4000; // an unslicer counts them in 12 bits

    private static readonly VocabularyWord s_copyable = new(OpenTypes.Copyable);
    private readonly bool _hasCallbacks = typeof(ISliceCallbacks).IsAssignableFrom(typeof(T));
    private readonly VocabularyWord _name;
    private Member<T>[]? _members;
    private Shape? _shape;
    private DerivedTypes? _derived;
    private bool _areTokensBuiltIn = true;
    private ExtendedInstanceSlicer<T>? _extended;
    private bool _isPlain; // no callbacks, nothing out of the ordinary

    /// <summary>Creates a slicer for a class with this wire name.</summary>
    protected InstanceSlicer(string name)
    {
        _name = new VocabularyWord(name);
        Kind = SequenceKind.Instance;
    }

    /// <inheritdoc/>
    public sealed override OpenType? OpenType => new OpenType(OpenTypes.Copyable, _name.Text);

    /// <inheritdoc/>
    public sealed override Shape? Shape => OwnShape;

    /// <summary>
    /// The members, in the order in which they are written. They are listed once, at first use, so that classes may refer to each
    /// other.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are more than 4,000 members.</exception>
    public IReadOnlyList<Member<T>> Members => _members ??= List();

    /// <summary>The names of the class, of its members and of their types.</summary>
    protected internal Shape OwnShape => _shape ?? NewShape();

    private Shape NewShape() => _shape = new Shape(
        _name, [.. Members.Select(member => member.Name)], [.. Members.Select(member => new VocabularyWord(member.TypeName))]);

    /// <summary>The registry that the slicer belongs to, which resolves the types of the members; null if there is none.</summary>
    protected SliceableTypeRegistry? Types { get; private set; }

    internal DerivedTypes? Derived => _derived;

    /// <summary>Lists the members, in the order in which they are written.</summary>
    protected abstract IEnumerable<Member<T>> DescribeMembers();

    /// <summary>Lists the derived types whose values are allowed where this type is declared.</summary>
    protected virtual IEnumerable<SliceableType> DescribeDerived() => [];

    /// <summary>Whether the class has a member with <see cref="SliceExtensionDataAttribute"/>.</summary>
    protected internal virtual bool KeepsUnknown => false;

    /// <summary>Returns the attributes that an object was read with and its class does not have; null if there are none.</summary>
    protected internal virtual UnknownAttributes? GetUnknown(T owner) => null;

    /// <summary>Stores the attributes that an object was read with and its class does not have.</summary>
    protected internal virtual void SetUnknown(T owner, UnknownAttributes unknown)
    {
    }

    /// <summary>Called once, when the types of the members can be resolved.</summary>
    /// <param name="types">The registry.</param>
    protected virtual void Link(SliceableTypeRegistry types)
    {
    }

    void ILinkable.Link(SliceableTypeRegistry types)
    {
        Types = types;
        _areTokensBuiltIn = types.AreTokensBuiltIn;
        Link(types);
        SliceableType[] derived = [.. DescribeDerived()];
        _derived = derived.Length == 0 ? null : new DerivedTypes(derived);
        _isPlain = _areTokensBuiltIn && !_hasCallbacks && !KeepsUnknown && _derived is null;
    }

    /// <inheritdoc/>
    public sealed override void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        stack.WriteName(ref writer, s_copyable);
        stack.WriteName(ref writer, _name);
    }

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (_derived is not null && value is not null && value.GetType() != typeof(T)
            && _derived.TryWrite(ref writer, stack, value, out SliceStep written))
        {
            return written;
        }

        if (KeepsUnknown && value is not null && GetUnknown(value) is { Count: > 0 })
        {
            return stack.WriteSequence(ref writer, _extended ??= new ExtendedInstanceSlicer<T>(this), value);
        }

        if (!stack.TryEnterShaped(ref writer, this, _shape ?? OwnShape, value, out SliceStep step))
        {
            return step;
        }

        ref SliceFrame frame = ref stack.Top;
        return stack.Leave(
            ref writer, IsPlain(stack) ? SliceOwn(ref writer, ref frame, stack) : SliceSlow(ref writer, ref frame, stack));
    }

    /// <summary>Returns whether <see cref="SliceOwn"/> alone writes the instances.</summary>
    protected bool IsPlain(SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return _isPlain && stack.IsOrdinary;
    }

    /// <summary>
    /// Returns the generated slicer of a member; null if another one is registered, so that all members must be called one by
    /// one.
    /// </summary>
    protected TSlicer? Own<TSlicer>(Slicer slicer)
        where TSlicer : Slicer
    {
        _areTokensBuiltIn &= slicer is TSlicer;
        return slicer as TSlicer;
    }

    /// <inheritdoc/>
    public sealed override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return SliceSlow(ref writer, ref frame, stack);
    }

    private SliceStep SliceSlow(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        if (_hasCallbacks && frame.State == 0 && frame.Cursor is null)
        {
            ((ISliceCallbacks)frame.Target).BeforeSlicing();
            frame.Cursor = this; // once
        }

        SliceStep step = _areTokensBuiltIn && stack.IsOrdinary ? SliceOwn(ref writer, ref frame, stack)
            : stack.Dialect.HasShapes ? SliceEach(ref writer, ref frame, stack)
            : SliceNamed(ref writer, ref frame, stack);
        if (_hasCallbacks && step == SliceStep.Done)
        {
            ((ISliceCallbacks)frame.Target).AfterSlicing();
        }

        return step;
    }

    /// <summary>
    /// Writes the values of the members in their order, starting at <see cref="SliceFrame.State"/>, which counts the members
    /// started. Generated code does so without calling each <see cref="Member{TOwner}"/>.
    /// </summary>
    protected virtual SliceStep SliceOwn(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
        SliceEach(ref writer, ref frame, stack);

    /// <summary>Writes a member whose value is text.</summary>
    protected SliceStep WriteText(ref TokenWriter writer, SlicerStack stack, string? text)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (text is null)
        {
            return stack.WriteNull(ref writer);
        }

        if (stack.AbbreviatesText)
        {
            stack.DefineText(ref writer, text);
        }

        return stack.WriteText(ref writer, text);
    }

    internal SliceStep SliceEach(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        T owner = (T)frame.Target;
        Member<T>[] members = _members ??= List();
        while (frame.State < members.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = members[frame.State++].Write(ref writer, stack, owner);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public sealed override bool AcceptsNullInside(in SliceFrame frame) => frame.State == 0 || Members[frame.State - 1].IsNullable;

    /// <inheritdoc/>
    public sealed override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State > 0)
        {
            path.Member(Members[frame.State - 1].Name.ToString());
        }
    }

    internal SliceStep SliceNamed(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
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

    private Member<T>[] List()
    {
        Member<T>[] members = [.. DescribeMembers()];
        RefusesNulls = members.Any(member => !member.IsNullable);
        return members.Length <= MostMembers
            ? members
            : throw new InvalidOperationException($"{typeof(T)} has {members.Length} members, and at most {MostMembers} can be sent. Split the class.");
    }
}
