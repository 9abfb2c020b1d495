using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Slices values of one type into tokens. Slicers are stateless: one instance serves all streams and threads, and keeps its state
/// in a frame. Derive from <see cref="Slicer{T}"/>.
/// </summary>
public abstract class Slicer
{
    private protected Slicer(Type? exactType)
    {
        ExactType = exactType;
    }

    /// <summary>The only type of values that are accepted; null if values of derived types are, or if there are none.</summary>
    internal Type? ExactType { get; private protected set; }

    /// <summary>Whether values of derived types are accepted, because their sequence contains all of their state.</summary>
    /// <value>The default is true for abstract classes and interfaces, false for other classes.</value>
    public bool TakesDerived
    {
        get => ExactType is null && !Type.IsSealed;
        protected init => ExactType = value ? null : Type;
    }

    /// <summary>Whether <see cref="SlicerStack.TryEnter"/> can write the start of a sequence without further checks of the slicer.</summary>
    internal bool HasPlainOpen => TracksReferences && !ForbidsInside && IndexWord is not null;

    /// <summary>The type of the values.</summary>
    public abstract Type Type { get; }

    /// <summary>
    /// The open type by which a value states its type where the receiver does not know it; null if there is none, as for a bare
    /// token.
    /// </summary>
    public virtual OpenType? OpenType => null;

    /// <summary>Whether a value written by <see cref="WriteObject"/> comes back as exactly this type.</summary>
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
    /// The basic kind of the sequences: dialects with few open types have a word for it, instead of <see cref="IndexWord"/> (PROTOCOL.md
    /// [F-5]), and rules that depend on it ([F-6]).
    /// </summary>
    /// <value>The default is <see cref="SequenceKind.Other"/>.</value>
    internal SequenceKind Kind { get; init; }

    /// <summary>
    /// The shape that replaces <see cref="IndexWord"/> for instances of classes, in dialects with shapes (PROTOCOL.md [I-1]);
    /// otherwise null.
    /// </summary>
    public virtual Shape? Shape => null;

    /// <summary>
    /// Returns the shape of an instance, for classes whose instances have different shapes; see
    /// <see cref="Wire.Shape.OfInstance"/>.
    /// </summary>
    /// <param name="value">The instance.</param>
    /// <returns>The shape, or null for none. The default is <see cref="Shape"/>.</returns>
    public virtual Shape? ShapeOf(object value) => Shape;

    /// <summary>
    /// Writes the index tokens of the sequence (PROTOCOL.md [S-2]). The default writes <see cref="IndexWord"/> or the shape that
    /// replaces it.
    /// </summary>
    public virtual void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        VocabularyWord? word = stack.Dialect.WordOf(Kind) ?? IndexWord;
        stack.WriteName(ref writer, word ?? throw NotASequence());
    }

    /// <summary>
    /// Writes the body of the sequence, starting at <see cref="SliceFrame.State"/>. Advance the state before writing a child: if
    /// the child cannot finish at once, the next call continues after it.
    /// </summary>
    /// <returns>
    /// <see cref="SliceStep.Done"/> when the body is complete; otherwise the step returned by a child, or
    /// <see cref="SliceStep.Flush"/>.
    /// </returns>
    public virtual SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) => throw NotASequence();

    /// <summary>Whether values inside the object may be awaited, during which the object may change.</summary>
    public virtual bool AllowsWaiting => true;

    /// <summary>Whether <see cref="AcceptsNullInside"/> is called.</summary>
    /// <value>The default is false, and costs nothing.</value>
    public bool RefusesNulls { get; protected set; }

    /// <summary>
    /// Returns whether null may be written at the current position of the frame's object. Called only if the type at the position
    /// allows null and <see cref="SlicerStackOptions.RespectsNullability"/> is true.
    /// </summary>
    /// <returns>The default is true.</returns>
    public virtual bool AcceptsNullInside(in SliceFrame frame) => true;

    /// <summary>Whether <see cref="Forbids"/> is called.</summary>
    /// <value>The default is false, and costs nothing.</value>
    public bool ForbidsInside { get; protected init; }

    /// <summary>
    /// Returns whether an object is forbidden inside the frame's object, so that sending it is a violation. Called for every
    /// object about to be sent there, at any depth and also by reference: every value that is sent as a sequence, and every value
    /// at a position that declares no type (PROTOCOL.md [S-9]).
    /// </summary>
    /// <param name="frame">The frame of this slicer's object.</param>
    /// <param name="value">The object. Objects that it refers to are checked when they are about to be sent.</param>
    /// <returns>The default is false.</returns>
    public virtual bool Forbids(in SliceFrame frame, object value) => false;

    /// <summary>Releases the resources of a frame whose object has been aborted. Must not throw.</summary>
    /// <returns>A task to await before the stream continues.</returns>
    public virtual ValueTask AbandonAsync(ref SliceFrame frame) => ValueTask.CompletedTask;

    /// <summary>
    /// Returns whether the value being written inside <paramref name="frame"/>'s object is a key or a member of a set, which the receiver
    /// hashes; for <see cref="SenderRules"/> (PROTOCOL.md [F-6]).
    /// </summary>
    /// <returns>The default is true for sets, by their <see cref="Kind"/>.</returns>
    internal virtual bool IsInKey(in SliceFrame frame) => Kind is SequenceKind.Set or SequenceKind.FrozenSet;

    /// <summary>Adds the slicer's position in the frame's object to the path, for messages.</summary>
    public virtual void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
    }

    /// <summary>
    /// Called when a child has failed: true to continue without it, which the receiver must also do; false to fail as well.
    /// </summary>
    public virtual bool TryAbsorb(ref SliceFrame frame, Violation violation) => false;

    [ExcludeFromCodeCoverage]
    private InvalidOperationException NotASequence() => new(
        $"{GetType().Name} writes single tokens. Give the constructor an index word and override Slice to write a sequence.");
}

/// <summary>A <see cref="Slicer"/> for <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public abstract class Slicer<T> : Slicer
{
    /// <summary>
    /// Creates a slicer for values of exactly <typeparamref name="T"/>. A value of a derived class is a violation, because its
    /// additional state would be lost.
    /// </summary>
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
    /// Writes a value where the receiver knows that it is a <typeparamref name="T"/> (PROTOCOL.md [S-5]). The default writes a
    /// sequence, null or a reference.
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
    /// Writes several values at once and returns their number, at least one. Called only if <see cref="WritesRuns"/> is true.
    /// </summary>
    public virtual int WriteRun(ref TokenWriter writer, SlicerStack stack, ReadOnlySpan<T> values) => 0;
}
