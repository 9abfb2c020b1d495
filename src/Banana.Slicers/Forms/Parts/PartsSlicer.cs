using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Values with a fixed list of parts, in order and without names: <c>OPEN NAME part* CLOSE</c> (PROTOCOL.md [T-15]).</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class PartsSlicer<T> : Slicer<T>, IComposedSlicer
{
    private readonly Part<T>[] _parts;

    /// <summary>Creates a slicer that writes <paramref name="parts"/> after <paramref name="openType"/>.</summary>
    /// <param name="openType">The open type.</param>
    /// <param name="isUnique">Whether no other type has this open type, so that values can describe themselves by it.</param>
    /// <param name="parts">The parts, in order.</param>
    public PartsSlicer(string openType, bool isUnique, params Part<T>[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        IndexWord = new VocabularyWord(openType);
        Kind = SequenceKind.Tuple;
        OpenType = isUnique ? new OpenType(openType, null) : null;
        _parts = parts;
    }

    /// <inheritdoc/>
    public override OpenType? OpenType { get; }

    internal IReadOnlyList<Part<T>> Parts => _parts;

    IEnumerable<SliceableType> IComposedSlicer.Components => _parts.Select(part => part.ValueType);

    /// <summary>Whether values of derived types are sent as well, because the parts contain all of their state.</summary>
    internal new bool TakesDerived
    {
        get => base.TakesDerived;
        init => base.TakesDerived = value;
    }

    /// <summary>Whether the framework builds the values, so that its exceptions are violations by the peer.</summary>
    internal bool IsBuiltIn { get; init; }

    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        T owner = (T)frame.Target;
        while (frame.State < _parts.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = _parts[frame.State++].Write(ref writer, stack, owner);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State > 0)
        {
            path.Member(_parts[frame.State - 1].Name);
        }
    }
}

/// <summary>The unslicer for <see cref="PartsSlicer{T}"/>.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class PartsUnslicer<T> : DeferredUnslicer<T>
{
    private readonly PartsSlicer<T> _slicer;
    private readonly Func<IReadOnlyList<object?>, T> _build;
    private readonly MeasuredSize _size = new();

    /// <summary>Creates the unslicer of the instances that <paramref name="slicer"/> writes.</summary>
    /// <param name="slicer">The slicer.</param>
    /// <param name="build">A function that builds a value from its parts.</param>
    public PartsUnslicer(PartsSlicer<T> slicer, Func<IReadOnlyList<object?>, T> build)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        ArgumentNullException.ThrowIfNull(build);
        _slicer = slicer;
        _build = build;
    }

    /// <inheritdoc/>
    public override string Expected => $"'{_slicer.IndexWord}'";

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(_slicer.IndexWord!.Text!, null);

    /// <inheritdoc/>
    internal override SequenceKind Kind => SequenceKind.Tuple;

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        List<object?> items = Parts(ref frame).Items;
        while (items.Count < _slicer.Parts.Count)
        {
            UnsliceStep step = _slicer.Parts[items.Count].Read(ref reader, stack, out object? item);
            if (!TryTakeChild(ref frame, step, item, stack))
            {
                return step;
            }
        }

        UnsliceStep closed = stack.Close(ref reader, ref frame);
        return closed != UnsliceStep.Done ? closed
            : BytesOf is { } bytesOf && !stack.TryCharge(bytesOf(items)) ? stack.FailMemory(ref reader)
            : StepsOf is { } stepsOf && !stack.TryWork(ref reader, stepsOf(items)) ? stack.FailWork(ref reader)
            : Complete(ref reader, ref frame, stack);
    }

    /// <inheritdoc/>
    public override void VisitParts(object value, Action<object?, Unslicer> visit)
    {
        foreach (Part<T> part in _slicer.Parts)
        {
            part.Visit((T)value, visit);
        }
    }

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        int count = PartsSoFar(frame).Count;
        if (!frame.IsClosed && count < _slicer.Parts.Count) // otherwise, the value itself cannot be built
        {
            path.Member(_slicer.Parts[count].Name);
        }
    }

    /// <summary>Whether no part may be null, so that null never reaches the code that builds the value.</summary>
    internal bool NeedsParts { get; init; }

    /// <summary>
    /// A function that returns the memory of a value, in bytes, for types whose values differ much in size; null if it is
    /// measured.
    /// </summary>
    internal Func<IReadOnlyList<object?>, long>? BytesOf { get; init; }

    /// <summary>A function that returns the work of building a value, in steps, beyond the usual; null if there is none.</summary>
    internal Func<IReadOnlyList<object?>, long>? StepsOf { get; init; }

    private protected override MeasuredSize? Size => BytesOf is null ? _size : null;

    private protected override long BytesOfParts(int count) => PartBytes.Each * _slicer.Parts.Count;

    private protected override bool TryBuild(IReadOnlyList<object?> parts, out T? built, [NotNullWhen(false)] out KeyFault? fault)
    {
        if (NeedsParts && parts.Contains(null))
        {
            built = default;
            fault = Invalid("null");
            return false;
        }

        return base.TryBuild(parts, out built, out fault);
    }

    // The framework's constructors and parsers throw exceptions for invalid parts.
    private protected override KeyFault? Explain(Exception thrown, IReadOnlyList<object?> parts) =>
        _slicer.IsBuiltIn ? Invalid(Violation.Describe(thrown)) : null;

    /// <inheritdoc/>
    protected override T Build(IReadOnlyList<object?> parts) => _build(parts);

    private KeyFault Invalid(string found) => new(ViolationCode.InvalidValue, found, Expected);
}
