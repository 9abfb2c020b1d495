using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Typed calls: if a type is always sent with one open type, its first bytes are known beforehand, and no index phase is needed.
public sealed partial class UnslicerStack
{
    /// <summary>
    /// Enters a sequence of a known open type, if it is next and may be read nested. Then call <see cref="Publish"/>, the
    /// unslicer's own <see cref="Unslicer.Receive"/>, and <see cref="Leave"/>; or, for objects that are built when their sequence
    /// is complete, <see cref="PublishLater"/> and <see cref="LeaveBuilt"/>. If not, try <see cref="TryTakeReference"/>, then the
    /// base's <see cref="Unslicer{T}.ReadUntasted"/>, which reads all values that are allowed here.
    /// </summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="unslicer">The unslicer of the sequence.</param>
    /// <param name="openType">Its open type.</param>
    public bool TryEnter(ref TokenReader reader, Unslicer unslicer, VocabularyWord openType)
    {
        ArgumentNullException.ThrowIfNull(unslicer);
        ArgumentNullException.ThrowIfNull(openType);
        if (_nested.IsFull
            || _inspection.IsDue
            || !_acceptsAll
            || unslicer.Taster is not null
            || !HasBudgetForOpen(unslicer.BytesPerObject)
            || !_vocabulary.TryGetShortIndex(openType, out byte index)
            || !reader.TryReadOpenVocab(index))
        {
            return false;
        }

        _budget.CountOpen(unslicer.BytesPerObject);
        _nested.Enter();
        ref UnsliceFrame frame = ref _frames.Push(); // before user code is called, which may throw
        frame.SetUnslicer(unslicer);
        frame.Id = _keepsReferences ? _references.Add(unslicer) : _references.AddDangling();
        return true;
    }

    /// <summary>Publishes the empty object of a sequence entered by <see cref="TryEnter"/>, so that it can be referred to.</summary>
    /// <returns>The frame, for <see cref="Unslicer.Receive"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref UnsliceFrame Publish(object target)
    {
        if (_keepsReferences)
        {
            _references.SetLast(target);
        }

        ref UnsliceFrame frame = ref _frames.Top;
        frame.Target = target;
        return ref frame;
    }

    /// <summary>Leaves a sequence entered by <see cref="TryEnter"/>, with the result of <see cref="Unslicer.Receive"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UnsliceStep Leave(UnsliceStep step)
    {
        _nested.Leave();
        if (step == UnsliceStep.Done)
        {
            PopFrame();
        }

        return step;
    }

    /// <summary>
    /// Publishes the pending object of a sequence entered by <see cref="TryEnter"/>, for <see cref="ReferenceKind.AtClose"/>.
    /// </summary>
    /// <param name="collector">The value of <see cref="UnsliceFrame.Target"/> until the object is built.</param>
    /// <returns>The frame, for <see cref="Unslicer.Receive"/>.</returns>
    public ref UnsliceFrame PublishLater(object? collector)
    {
        if (_keepsReferences)
        {
            _references.SetLastBuilding();
        }

        ref UnsliceFrame frame = ref _frames.Top;
        frame.Target = collector;
        return ref frame;
    }

    /// <summary>Leaves a sequence after <see cref="PublishLater"/>, with the result of <see cref="Unslicer.Receive"/>.</summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="step">The result of <see cref="Unslicer.Receive"/>.</param>
    /// <param name="built">The object, if the result is <see cref="UnsliceStep.Done"/>.</param>
    public UnsliceStep LeaveBuilt(ref TokenReader reader, UnsliceStep step, out object? built)
    {
        _nested.Leave();
        built = null;
        if (step != UnsliceStep.Done || _isTasting || _frames.Top.Target is not { } target)
        {
            return step is UnsliceStep.Done or UnsliceStep.Pending ? Finish(ref reader, step, out built) : step;
        }

        long id = _frames.Top.Id;
        if (_keepsReferences && _references.SetBuilt(id, target) is { } promised && Keep(ref reader, promised, target) is { } refused)
        {
            _frames.Pop();
            return LoseFinished(refused, id);
        }

        _frames.Pop();
        built = target;
        return step;
    }

    /// <summary>
    /// Reads a reference to an object that <paramref name="unslicer"/> itself has read, if it is next in its shortest form.
    /// </summary>
    public bool TryTakeReference(ref TokenReader reader, Unslicer unslicer, [NotNullWhen(true)] out object? target)
    {
        target = null;
        if (_inspection.IsDue
            || !HasBudgetForOpen(0)
            || !reader.TryPeekShortReference(_referenceIndex, out ulong id, out int length)
            || !_references.TryFindWhole(id, unslicer, out target))
        {
            return false;
        }

        reader.AcceptMany(length, tokens: 4);
        _budget.CountOpen(0);
        _references.Add();
        NoteUse((long)id);
        return true;
    }
}
