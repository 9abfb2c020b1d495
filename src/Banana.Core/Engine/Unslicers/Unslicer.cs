using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Rebuilds values of one type from tokens. Stateless: one instance serves every stream and thread; what it must remember
/// lives in its frame. Derive from <see cref="Unslicer{T}"/>.
/// </summary>
public abstract class Unslicer
{
    private protected Unslicer()
    {
    }

    /// <summary>The type of the values.</summary>
    public abstract Type Type { get; }

    /// <summary>What may stand at a position of this type, as a lower-case noun phrase: <c>a list</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Which tokens, other than OPEN, can be a value of this type by themselves.</summary>
    public virtual TokenTypes Tokens => TokenTypes.None;

    /// <summary>From when on the object can be referred to.</summary>
    public virtual ReferenceKind References => ReferenceKind.None;

    /// <summary>Whether null may stand at a position of this type.</summary>
    public virtual bool AcceptsNull => !Type.IsValueType || Nullable.GetUnderlyingType(Type) is not null;

    /// <summary>
    /// Whether null may stand next inside <paramref name="frame"/>'s object. Asked when null comes, only where the type there accepts it, and
    /// while <see cref="UnslicerStackOptions.RespectsNullability"/> is on.
    /// </summary>
    /// <returns>The default is true.</returns>
    public virtual bool AcceptsNullInside(in UnsliceFrame frame) => true;

    /// <summary>What null becomes at a position of this type, boxed: null, or the default of a value type that accepts it.</summary>
    internal virtual object? Null => null;

    /// <summary>The open type of the sequences that <see cref="Receive"/> reads; null if there are none, or if any will do.</summary>
    public virtual OpenType? OpenType => null;

    /// <summary>The basic kind of the sequences: dialects with few open types have one for it, besides <see cref="OpenType"/> (PROTOCOL.md [F-5]).</summary>
    /// <value>The default is <see cref="SequenceKind.Other"/>.</value>
    internal virtual SequenceKind Kind => SequenceKind.Other;

    /// <summary>What may stand inside the objects of this unslicer, while their frames last.</summary>
    /// <value>The default is null: nothing is restricted.</value>
    public Taster? Taster { get; init; }

    /// <summary>
    /// What one object takes in memory, beyond its entry among what can be referred to: its own size, what its constructor makes, and what is
    /// needed while it is read. Charged to <see cref="WireLimits.MaxManagedBytes"/> at the OPEN, before the object is made.
    /// </summary>
    /// <value>In bytes. The default is 0.</value>
    public int BytesPerObject { get; protected set; }

    /// <summary>
    /// Who reads a sequence of this open type at a position of this type; null to refuse it. The default takes <see cref="OpenType"/>.
    /// </summary>
    public virtual Unslicer? ForOpenType(OpenType openType, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        bool isMine = openType == OpenType
            || (stack.Dialect.HasFewOpenTypes && stack.Dialect.WordOf(Kind) is { } word && openType.Name == word.Text && openType.Class is null);
        return isMine ? this : null;
    }

    /// <summary>
    /// Whether a reference at a position of this type may lead to an object that could be assigned to it: what may not stand here by itself may
    /// not come by reference either. The default takes objects of exactly <see cref="Type"/>, and those whose open type <see cref="ForOpenType"/>
    /// takes; arrays only of exactly their type, because others convert and cannot be stored to.
    /// </summary>
    /// <param name="reader">Who has read, or reads, the object.</param>
    /// <param name="type">The object's type; that of <paramref name="reader"/> while there is only a promise.</param>
    /// <param name="stack">The stack.</param>
    public virtual bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return ReferenceEquals(reader, this)
            || type == Type
            || reader.Type == Type
            || (!Type.IsArray && reader.OpenType is { } openType && ForOpenType(openType, stack) is not null);
    }

    /// <summary>Whether a sequence is only the wrapping of a single value, so that what is inside stands where the sequence stands.</summary>
    public virtual bool IsWrapping => false;

    /// <summary>How many elements a collection of this unslicer has, for tasters that say how many it may; null if it is none.</summary>
    public virtual int? CountItems(object collection) => (collection as System.Collections.ICollection)?.Count;

    /// <summary>
    /// A byte string that stands here as VOCAB rather than STRING. True if it is a value of this type.
    /// </summary>
    public virtual bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        value = null;
        return false;
    }

    /// <summary>Reads a value at a position of this type; the boxed twin of <see cref="Unslicer{T}.Read"/>.</summary>
    public abstract UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value);

    /// <summary>
    /// What <see cref="UnsliceFrame.Target"/> starts as: for <see cref="ReferenceKind.AtOpen"/> the object itself.
    /// </summary>
    public virtual object? Begin(UnslicerStack stack) => null;

    /// <summary>
    /// Takes tokens of the sequence's body while they last, from where <see cref="UnsliceFrame.State"/> says, and its CLOSE.
    /// </summary>
    public virtual UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack) => throw NotASequence();

    /// <summary>A child that could not finish inside <see cref="Receive"/> is there now: store it and advance the state.</summary>
    public virtual void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) => throw NotASequence();

    /// <summary>Like <see cref="TakeChild"/>, for a child that waits for another object: leave a hole, register a fix-up.</summary>
    public virtual void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack) => throw NotASequence();

    /// <summary>Inside <see cref="Receive"/>: takes the child that <see cref="ReadObject"/> gave, whole or waiting.</summary>
    /// <returns>False if it gave none: then <paramref name="step"/> is what <see cref="Receive"/> returns.</returns>
    protected bool TryTakeChild(ref UnsliceFrame frame, UnsliceStep step, object? child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        switch (step)
        {
            case UnsliceStep.Done:
                TakeChild(ref frame, child, stack);
                return true;
            case UnsliceStep.Pending:
                TakePendingChild(ref frame, stack.TakePending(), stack);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A hole can be filled.</summary>
    /// <param name="target">What was given to <see cref="Pending.WhenBuilt"/>.</param>
    /// <param name="slot">What was given to <see cref="Pending.WhenBuilt"/>.</param>
    /// <param name="key">What was given to <see cref="Pending.WhenBuilt"/>.</param>
    /// <param name="value">The object waited for.</param>
    /// <param name="stack">The stack.</param>
    public virtual void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) => throw NotASequence();

    /// <summary>
    /// The graph is complete: what waited for its hash can be added, or built, see <see cref="UnslicerStack.WhenSettled"/>.
    /// </summary>
    /// <param name="target">What was given to <see cref="UnslicerStack.WhenSettled"/>.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="fault">If the result is false: why the object is refused.</param>
    internal virtual bool TrySettle(object target, UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault) => throw NotASequence();

    /// <summary>
    /// Shows what a value of exactly <see cref="Type"/> consists of, as hashing or comparing it would meet it, so that keys that are too large to be
    /// hashed safely are known before (PROTOCOL.md ). The default shows nothing: for values that do not compare by what they refer to.
    /// </summary>
    /// <param name="value">The value; whole, and not to be changed.</param>
    /// <param name="visit">Is called once for each part, in any order, with who reads values where the part stands; goes into the part itself later.</param>
    public virtual void VisitParts(object value, Action<object?, Unslicer> visit)
    {
    }

    /// <summary>A child failed and was skipped. True to go on without it, false to give up as well (the default).</summary>
    public virtual bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack) => false;

    /// <summary>Adds where in <paramref name="frame"/>'s object the unslicer stands, for messages.</summary>
    public virtual void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
    }

    [ExcludeFromCodeCoverage]
    private InvalidOperationException NotASequence() => new(
        $"{GetType().Name} reads single tokens or has no children. Override Receive, TakeChild, TakePendingChild and FixUp.");
}

/// <summary>An <see cref="Unslicer"/> for <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public abstract class Unslicer<T> : Unslicer
{
    /// <inheritdoc/>
    public sealed override Type Type => typeof(T);

    internal sealed override object? Null => default(T);

    /// <summary>Reads a value at a position of this type, if the tasters in force allow what stands there.</summary>
    public UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.Looks ? stack.ReadTasted(ref reader, this, out value) : ReadUntasted(ref reader, stack, out value);
    }

    /// <summary>
    /// Reads a value at a position of this type; the tasters allow the token that stands there, or what stands there is none that could be a
    /// value. The default takes null, a reference, or a sequence that <see cref="Unslicer.ForOpenType"/> accepts.
    /// </summary>
    protected internal virtual UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        UnsliceStep step = stack.ReadValue(ref reader, this, out object? read);
        value = step == UnsliceStep.Done && read is not null ? (T)read : default; // null may stand for a value type's default
        return step;
    }

    /// <inheritdoc/>
    public override UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value)
    {
        UnsliceStep step = Read(ref reader, stack, out T? read);
        value = read;
        return step;
    }

    /// <summary>Whether <see cref="ReadRun"/> is worth calling.</summary>
    /// <value>The default is false.</value>
    public bool ReadsRuns { get; protected init; }

    /// <summary>
    /// Reads many values at once while single tokens and tasters allow it, and says how many; the rest is read by <see cref="Read"/>.
    /// </summary>
    public int ReadRun(ref TokenReader reader, UnslicerStack stack, Span<T> destination)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.Looks ? 0 : ReadRunUntasted(ref reader, stack, destination);
    }

    /// <summary>What <see cref="ReadRun"/> does where nothing is restricted.</summary>
    protected virtual int ReadRunUntasted(ref TokenReader reader, UnslicerStack stack, Span<T> destination) => 0;
}
