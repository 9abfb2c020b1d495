using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Slices values of one type into tokens. Stateless: one instance serves every stream and thread; what it must remember
/// lives in its frame. Derive from <see cref="Slicer{T}"/>.
/// </summary>
public abstract class Slicer
{
    private protected Slicer(Type? exactType)
    {
        ExactType = exactType;
    }

    /// <summary>What a value's type must be for its sequence to say all of it; null if the type cannot be derived from.</summary>
    internal Type? ExactType { get; private protected set; }

    /// <summary>Whether values of derived types are taken as well: their sequence says all of them.</summary>
    /// <value>The default is true for abstract classes and interfaces, false for other classes.</value>
    public bool TakesDerived
    {
        get => ExactType is null && !Type.IsSealed;
        protected init => ExactType = value ? null : Type;
    }

    /// <summary>Whether it needs nothing out of the ordinary, so that one look is enough.</summary>
    internal bool HasPlainOpen => TracksReferences && !ForbidsInside && IndexWord is not null;

    /// <summary>The type of the values.</summary>
    public abstract Type Type { get; }

    /// <summary>
    /// What a value says it is where the receiver does not know its type; null if its sequence does not say enough, or if it is a
    /// bare token.
    /// </summary>
    public virtual OpenType? OpenType => null;

    /// <summary>Whether <see cref="WriteObject"/> says enough for exactly this type to come back.</summary>
    public virtual bool DescribesItself => OpenType is not null;

    /// <summary>Whether a value that was sent before is sent as a reference (PROTOCOL.md ).</summary>
    /// <value>The default is true for classes, false for value types.</value>
    public bool TracksReferences { get; protected init; }

    /// <summary>
    /// Writes a value where the receiver does not know its type, so that it describes itself (PROTOCOL.md [S-5]).
    /// </summary>
    public abstract SliceStep WriteObject(ref TokenWriter writer, SlicerStack stack, object value);

    /// <summary>The one index token of the sequence, its open type; null if <see cref="WriteIndex"/> writes something else.</summary>
    /// <value>The default is null.</value>
    public VocabularyWord? IndexWord { get; protected init; }

    /// <summary>
    /// The basic kind of the sequences: a dialect with few open types has a word for it, instead of <see cref="IndexWord"/> (PROTOCOL.md
    /// [F-5]), and its rules go by it ([F-6]).
    /// </summary>
    /// <value>The default is <see cref="SequenceKind.Other"/>.</value>
    internal SequenceKind Kind { get; init; }

    /// <summary>For instances of classes, in dialects that have shapes: what stands for <see cref="IndexWord"/> (PROTOCOL.md [I-1]); otherwise null.</summary>
    public virtual Shape? Shape => null;

    /// <summary>The shape of one instance, for classes whose instances differ in theirs; see <see cref="Wire.Shape.OfInstance"/>.</summary>
    /// <param name="value">The instance.</param>
    /// <returns>The shape, or null for none. The default is <see cref="Shape"/>.</returns>
    public virtual Shape? ShapeOf(object value) => Shape;

    /// <summary>Writes the index tokens of the sequence (PROTOCOL.md [S-2]). The default writes <see cref="IndexWord"/>, or what stands for it.</summary>
    public virtual void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        VocabularyWord? word = stack.Dialect.WordOf(Kind) ?? IndexWord;
        stack.WriteName(ref writer, word ?? throw NotASequence());
    }

    /// <summary>
    /// Writes the body of the sequence, from where <see cref="SliceFrame.State"/> says. Advance the state before a child is
    /// written: when the child could not finish at once, the next call goes on behind it.
    /// </summary>
    /// <returns><see cref="SliceStep.Done"/> when the body is complete, else what a child or the writer's budget asks for.</returns>
    public virtual SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) => throw NotASequence();

    /// <summary>
    /// Whether something inside the object may be awaited, so that the object is sent over some time and may change meanwhile.
    /// </summary>
    public virtual bool AllowsWaiting => true;

    /// <summary>Whether <see cref="AcceptsNullInside"/> wants to be asked.</summary>
    /// <value>The default is false, and costs nothing.</value>
    public bool RefusesNulls { get; protected set; }

    /// <summary>
    /// Whether null may be written at the current position of <paramref name="frame"/>'s object. Asked only where the type there allows null,
    /// and while <see cref="SlicerStackOptions.RespectsNullability"/> is on.
    /// </summary>
    /// <returns>The default is true.</returns>
    public virtual bool AcceptsNullInside(in SliceFrame frame) => true;

    /// <summary>Whether <see cref="Forbids"/> wants to be asked.</summary>
    /// <value>The default is false, and costs nothing.</value>
    public bool ForbidsInside { get; protected init; }

    /// <summary>
    /// Whether an object must not be sent inside <paramref name="frame"/>'s object, which makes it a violation. Asked about every object that is about to
    /// be sent there, at any depth, by a reference too: every value that is sent as a sequence, and every value at a position that declares no type
    /// (PROTOCOL.md [S-9]).
    /// </summary>
    /// <param name="frame">The frame of this slicer's object.</param>
    /// <param name="value">The object. What it refers to is asked about when its turn comes.</param>
    /// <returns>The default is false.</returns>
    public virtual bool Forbids(in SliceFrame frame, object value) => false;

    /// <summary>The object has been aborted: releases what the frame holds. Must not throw.</summary>
    /// <returns>A task to await before the stream goes on; completed if there is nothing to wait for.</returns>
    public virtual ValueTask AbandonAsync(ref SliceFrame frame) => ValueTask.CompletedTask;

    /// <summary>
    /// Whether what is being written inside <paramref name="frame"/>'s object is a key or a member of a set, which the receiver hashes: for
    /// <see cref="SenderRules"/> (PROTOCOL.md [F-6]).
    /// </summary>
    /// <returns>The default is true for sets, by their <see cref="Kind"/>.</returns>
    internal virtual bool IsInKey(in SliceFrame frame) => Kind is SequenceKind.Set or SequenceKind.FrozenSet;

    /// <summary>Adds where in <paramref name="frame"/>'s object the slicer stands, for messages.</summary>
    public virtual void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
    }

    /// <summary>A child failed. True to go on without it (the receiver must do the same), false to give up as well.</summary>
    public virtual bool TryAbsorb(ref SliceFrame frame, Violation violation) => false;

    [ExcludeFromCodeCoverage]
    private InvalidOperationException NotASequence() => new(
        $"{GetType().Name} writes single tokens. Give the constructor an index word and override Slice to write a sequence.");
}

/// <summary>A <see cref="Slicer"/> for <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public abstract class Slicer<T> : Slicer
{
    /// <summary>Slices values of exactly <typeparamref name="T"/>; a value of a derived class would lose what it adds, and is a violation.</summary>
    /// <param name="indexWord">The open type of the sequences; null if there are none, or if they have other index tokens.</param>
    protected Slicer(VocabularyWord? indexWord = null)
        : base(typeof(T).IsClass && !typeof(T).IsSealed && !typeof(T).IsAbstract ? typeof(T) : null)
    {
        IndexWord = indexWord;
        TracksReferences = !typeof(T).IsValueType;
    }

    /// <inheritdoc/>
    public sealed override Type Type => typeof(T);

    /// <summary>
    /// Writes a value where the receiver knows that it is a <typeparamref name="T"/> (PROTOCOL.md [S-5]). The default opens a
    /// sequence, or writes null or a reference.
    /// </summary>
    public virtual SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value) =>
        stack.WriteSequence(ref writer, this, value);

    /// <inheritdoc/>
    public override SliceStep WriteObject(ref TokenWriter writer, SlicerStack stack, object value) =>
        Write(ref writer, stack, (T)value);

    /// <summary>Whether <see cref="WriteRun"/> is worth calling.</summary>
    /// <value>The default is false.</value>
    public bool WritesRuns { get; protected init; }

    /// <summary>
    /// Writes many values at once and says how many, at least one; called only if <see cref="WritesRuns"/>.
    /// </summary>
    public virtual int WriteRun(ref TokenWriter writer, SlicerStack stack, ReadOnlySpan<T> values) => 0;
}
