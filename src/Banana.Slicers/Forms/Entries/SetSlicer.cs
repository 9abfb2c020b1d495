using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Sets: <c>OPEN set value* CLOSE</c> (PROTOCOL.md [T-17]).</summary>
/// <typeparam name="T">The type of the members.</typeparam>
internal sealed class SetSlicer<T> : Slicer<HashSet<T>>
{
    internal static readonly VocabularyWord Word = new("set");

    private static readonly ComparerOf<HashSet<T>> s_comparer = ComparerOf.Hashing<HashSet<T>, T>(static set => set.Comparer);

    private readonly Slicer<T> _member;
    private readonly ComparedForms<HashSet<T>> _forms = new();

    internal SetSlicer(Slicer<T> member)
    {
        IndexWord = Word;
        _member = member;
        Kind = SequenceKind.Set;
    }

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, HashSet<T>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return value is not null && s_comparer.Of(value) is { } comparer
            ? _forms.Write(ref writer, stack, this, value, comparer, value)
            : base.Write(ref writer, stack, value);
    }

    // State counts the members begun; the cursor is the enumerator, boxed only when the slicer has to stop.
    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        if (frame.State == 0 && stack.Rules is { } rules && rules.FindDuplicate((HashSet<T>)frame.Target) is { } twin)
        {
            return rules.RefuseKeys(twin);
        }

        SliceStep step = SliceStep.Done;
        if (frame.Cursor is null && !OutgoingKeys<T>.TryAdmit(stack, (HashSet<T>)frame.Target, out step))
        {
            return step;
        }

        HashSet<T>.Enumerator members = frame.Cursor is HashSet<T>.Enumerator saved
            ? saved
            : ((HashSet<T>)frame.Target).GetEnumerator();
        while (step == SliceStep.Done)
        {
            if (writer.IsFull)
            {
                step = SliceStep.Flush;
            }
            else if (members.MoveNext())
            {
                frame.State++;
                step = _member.Write(ref writer, stack, members.Current);
            }
            else
            {
                return step;
            }
        }

        frame.Cursor = members;
        return step;
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}

/// <summary>The unslicer for <see cref="SetSlicer{T}"/>.</summary>
/// <typeparam name="T">The type of the members.</typeparam>
internal sealed class SetUnslicer<T> : Unslicer<HashSet<T>>
{
    private static readonly int s_bytesPerMember = HashGrowth.BytesPerMember<T>();

    private readonly Unslicer<T> _member;
    private readonly IEqualityComparer<T>? _comparer;
    private readonly KeyGate<T> _gate;
    private readonly ComparedForms<HashSet<T>> _forms = new();

    internal SetUnslicer(Unslicer<T> member, IEqualityComparer<T>? comparer = null)
    {
        BytesPerObject = HashGrowth.BytesPerCollection;
        _member = member;
        _comparer = comparer;
        _gate = new KeyGate<T>(member, comparer);
    }

    /// <inheritdoc/>
    public override string Expected => "a set";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(SetSlicer<T>.Word.Text!, null);

    /// <summary>A position with a comparer accepts sets with this comparer only, also by reference (PROTOCOL.md [T-23]).</summary>
    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) =>
        base.AcceptsReference(reader, type, stack)
        && (_comparer is null || (reader is SetUnslicer<T> other && ReferenceEquals(other._comparer, _comparer)));

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out HashSet<T>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.TryEnter(ref reader, this, SetSlicer<T>.Word))
        {
            value = new HashSet<T>(_comparer);
            return stack.Leave(Receive(ref reader, ref stack.Publish(value), stack));
        }

        if (stack.TryTakeReference(ref reader, this, out object? known))
        {
            value = (HashSet<T>)known;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    /// <inheritdoc/>
    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        base.ForOpenType(openType, stack) ?? _forms.Find(
            openType,
            _comparer,
            stack,
            comparer => comparer is IEqualityComparer<T> fits ? new SetUnslicer<T>(_member, fits) { Taster = Taster } : null);

    /// <inheritdoc/>
    public override object Begin(UnslicerStack stack) => new HashSet<T>(_comparer);

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        SetMember<T> member = (SetMember<T>)(frame.Cursor ??= new SetMember<T>((HashSet<T>)frame.Target!, _gate));
        while (true)
        {
            // A member that arrives late, by TakeChild, is also added here.
            if (member.HasArrived && member.Add(this, ref reader, ref frame, stack) is { } fault)
            {
                return stack.FailFrame(ref reader, fault);
            }

            if (stack.TryClose(ref reader, ref frame))
            {
                return UnsliceStep.Done;
            }

            int count = member.Count;
            if (!stack.TryAdmitElement(ref reader, ref frame, "member", count, HashGrowth.BytesAt(count, s_bytesPerMember), out UnsliceStep step))
            {
                return step;
            }

            step = _member.Read(ref reader, stack, out T? value);
            if (step is not (UnsliceStep.Done or UnsliceStep.Pending))
            {
                return step;
            }

            member.Arrive(value, step == UnsliceStep.Pending ? stack.TakePending() : null);
        }
    }

    /// <inheritdoc/>
    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) =>
        ((SetMember<T>)frame.Cursor!).Arrive((T?)child, promise: null);

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack) =>
        ((SetMember<T>)frame.Cursor!).Arrive(default, child);

    /// <inheritdoc/>
    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        ((List<T>)target)[slot] = (T)value!;

    /// <inheritdoc/>
    internal override bool TryComplete(object target, UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault) =>
        ((SetMember<T>)target).TryComplete(stack, out fault);

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) =>
        path.Element(frame.Cursor is SetMember<T> member ? member.Count : 0);
}
