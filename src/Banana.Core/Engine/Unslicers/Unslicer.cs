using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Rebuilds values of one type from tokens. Unslicers are stateless: one instance serves all streams and threads, and keeps its
/// state in a frame. Derive from <see cref="Unslicer{T}"/>.
/// </summary>
public abstract class Unslicer
{
    private protected Unslicer()
    {
    }

    /// <summary>The type of the values.</summary>
    public abstract Type Type { get; }

    /// <summary>The expected value at a position of this type, as a lower-case noun phrase: <c>a list</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>The tokens, other than OPEN, that can be a value of this type by themselves.</summary>
    public virtual TokenTypes Tokens => TokenTypes.None;

    /// <summary>The time from which the object can be referred to.</summary>
    public virtual ReferenceKind References => ReferenceKind.None;

    /// <summary>Whether null is allowed at a position of this type.</summary>
    public virtual bool AcceptsNull => !Type.IsValueType || Nullable.GetUnderlyingType(Type) is not null;

    /// <summary>
    /// Returns whether null is allowed at the current position of the frame's object. Called only if null is read, the type at
    /// the position accepts it and <see cref="UnslicerStackOptions.RespectsNullability"/> is true.
    /// </summary>
    /// <returns>The default is true.</returns>
    public virtual bool AcceptsNullInside(in UnsliceFrame frame) => true;

    /// <summary>What null becomes at a position of this type, boxed: null, or the default of a value type that accepts it.</summary>
    internal virtual object? Null => null;

    /// <summary>The open type of the sequences that <see cref="Receive"/> reads; null if there is none, or if all are accepted.</summary>
    public virtual OpenType? OpenType => null;

    /// <summary>The basic kind of the sequences, which dialects with few open types have a word for, besides <see cref="OpenType"/> (PROTOCOL.md [F-5]).</summary>
    /// <value>The default is <see cref="SequenceKind.Other"/>.</value>
    internal virtual SequenceKind Kind => SequenceKind.Other;

    /// <summary>The taster for the contents of this unslicer's objects.</summary>
    /// <value>The default is null: nothing is restricted.</value>
    public Taster? Taster { get; init; }

    /// <summary>
    /// The memory that an object takes, beyond its entry in the table of references: its own size, the objects that its
    /// constructor creates, and the memory needed while it is read. Charged to <see cref="WireLimits.MaxManagedBytes"/> at the
    /// OPEN, before the object is created.
    /// </summary>
    /// <value>In bytes. The default is 0.</value>
    public int BytesPerObject { get; protected set; }

    /// <summary>
    /// Returns the unslicer of a sequence with this open type at a position of this type; null to refuse it. The default accepts
    /// <see cref="OpenType"/>.
    /// </summary>
    public virtual Unslicer? ForOpenType(OpenType openType, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        bool isMine = openType == OpenType
            || (stack.Dialect.HasFewOpenTypes && stack.Dialect.WordOf(Kind) is { } word && openType.Name == word.Text && openType.Class is null);
        return isMine ? this : null;
    }

    /// <summary>
    /// Returns whether a reference at a position of this type may lead to an assignable object, which must be one that would also
    /// be accepted as a value. The default accepts objects of exactly <see cref="Type"/>, and those whose open type
    /// <see cref="ForOpenType"/> accepts. Arrays must have exactly the type of the position, because a covariant array cannot
    /// store all elements.
    /// </summary>
    /// <param name="reader">The unslicer that has read, or is reading, the object.</param>
    /// <param name="type">The type of the object, or that of <paramref name="reader"/> while the object is pending.</param>
    /// <param name="stack">The stack.</param>
    public virtual bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return ReferenceEquals(reader, this)
            || type == Type
            || reader.Type == Type
            || (!Type.IsArray && reader.OpenType is { } openType && ForOpenType(openType, stack) is not null);
    }

    /// <summary>Whether a sequence only wraps a single value, so that the value has the position of the sequence.</summary>
    public virtual bool IsWrapping => false;

    /// <summary>
    /// Returns the number of elements of a collection, for tasters that limit it; null if the object is not a collection.
    /// </summary>
    public virtual int? CountItems(object collection) => (collection as System.Collections.ICollection)?.Count;

    /// <summary>Reads a byte string that was sent as VOCAB rather than STRING; false if it is not a value of this type.</summary>
    public virtual bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        value = null;
        return false;
    }

    /// <summary>Reads a value at a position of this type as an object; see <see cref="Unslicer{T}.Read"/>.</summary>
    public abstract UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value);

    /// <summary>Returns the initial <see cref="UnsliceFrame.Target"/>; for <see cref="ReferenceKind.AtOpen"/>, the object itself.</summary>
    public virtual object? Begin(UnslicerStack stack) => null;

    /// <summary>Reads the available tokens of the sequence's body, starting at <see cref="UnsliceFrame.State"/>, and its CLOSE.</summary>
    public virtual UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack) => throw NotASequence();

    /// <summary>Stores a child that could not finish inside <see cref="Receive"/>, and advances the state.</summary>
    public virtual void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) => throw NotASequence();

    /// <summary>Like <see cref="TakeChild"/>, for a child that is still pending: leaves its place empty and registers a fix-up.</summary>
    public virtual void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack) => throw NotASequence();

    /// <summary>
    /// Stores the child that <see cref="ReadObject"/> returned, complete or pending. Call it inside <see cref="Receive"/>.
    /// </summary>
    /// <returns>False if there is no child; <see cref="Receive"/> then returns <paramref name="step"/>.</returns>
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

    /// <summary>Stores an object that was pending.</summary>
    /// <param name="target">The target passed to <see cref="Pending.WhenBuilt"/>.</param>
    /// <param name="slot">The slot passed to <see cref="Pending.WhenBuilt"/>.</param>
    /// <param name="key">The key passed to <see cref="Pending.WhenBuilt"/>.</param>
    /// <param name="value">The object.</param>
    /// <param name="stack">The stack.</param>
    public virtual void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) => throw NotASequence();

    /// <summary>
    /// Completes an object when the graph is complete: adds keys and members that can now be hashed, or builds it; see
    /// <see cref="UnslicerStack.DeferCompletion"/>.
    /// </summary>
    /// <param name="target">The target passed to <see cref="UnslicerStack.DeferCompletion"/>.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="fault">The reason why the object is refused, if the result is false.</param>
    internal virtual bool TryComplete(object target, UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault) => throw NotASequence();

    /// <summary>
    /// Visits the parts of a value of exactly <see cref="Type"/> that hashing or comparing it would use, so that keys too large
    /// to hash safely are detected beforehand (PROTOCOL.md ). The default visits nothing, for values whose comparison does
    /// not follow references.
    /// </summary>
    /// <param name="value">The value, which is complete and must not be changed.</param>
    /// <param name="visit">
    /// An action called once for each part, in any order, with the unslicer of the part's position. The caller visits the parts
    /// of the part later.
    /// </param>
    public virtual void VisitParts(object value, Action<object?, Unslicer> visit)
    {
    }

    /// <summary>Called when a child has failed and was skipped: true to continue without it; false, the default, to fail as well.</summary>
    public virtual bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack) => false;

    /// <summary>Adds the unslicer's position in the frame's object to the path, for messages.</summary>
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

    /// <summary>Reads a value at a position of this type, if the tasters in force allow it.</summary>
    public UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.MustInspect ? stack.ReadTasted(ref reader, this, out value) : ReadUntasted(ref reader, stack, out value);
    }

    /// <summary>
    /// Reads a value at a position of this type after the tasters have allowed the token, unless the token cannot start a value.
    /// The default accepts null, a reference, or a sequence that <see cref="Unslicer.ForOpenType"/> accepts.
    /// </summary>
    protected internal virtual UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        UnsliceStep step = stack.ReadValue(ref reader, this, out object? read);
        value = step == UnsliceStep.Done && read is not null ? (T)read : default; // null becomes the default of a value type
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
    /// Reads several values at once, as long as they are single tokens and tasters allow it, and returns their number. Read the
    /// rest with <see cref="Read"/>.
    /// </summary>
    public int ReadRun(ref TokenReader reader, UnslicerStack stack, Span<T> destination)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.MustInspect ? 0 : ReadRunUntasted(ref reader, stack, destination);
    }

    /// <summary>Implements <see cref="ReadRun"/> where no taster restricts the values.</summary>
    protected virtual int ReadRunUntasted(ref TokenReader reader, UnslicerStack stack, Span<T> destination) => 0;
}
