using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// The fast path of a position whose type is always sent under one name: what it recognises at once needs no index phase.
public sealed partial class UnslicerStack
{
    /// <summary>
    /// Reads a sequence whose open type is known beforehand: the fast path of <see cref="Unslicer{T}.Read"/> for types that are
    /// always sent under one name. Anything else that may stand at the position is read as well.
    /// </summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="unslicer">Who reads the sequence.</param>
    /// <param name="openType">Its open type.</param>
    /// <param name="value">The value, if the result is <see cref="UnsliceStep.Done"/>.</param>
    public UnsliceStep ReadSequence<T>(ref TokenReader reader, Unslicer<T> unslicer, VocabularyWord openType, out T? value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(unslicer);
        ArgumentNullException.ThrowIfNull(openType);
        bool hasBudget = HasBudgetForOpen;
        object? read;
        UnsliceStep step;
        if (hasBudget
            && _nested < MostNested
            && _acceptsAll
            && !_looks
            && unslicer.Taster is null
            && _vocabulary.TryGetShortIndex(openType, out byte index)
            && reader.TryReadOpenVocab(index))
        {
            step = ReceiveNested(ref reader, unslicer, out read);
        }
        else if (hasBudget
            && !_looks
            && reader.TryPeekShortReference(_referenceIndex, out ulong id, out int length)
            && _references.Find(id, out _) is T target)
        {
            reader.AcceptMany(length, tokens: 4);
            CountOpen();
            _references.Add();
            NoteUse((long)id);
            value = target;
            return UnsliceStep.Done;
        }
        else
        {
            step = ReadValue(ref reader, unslicer, out read);
        }

        value = step == UnsliceStep.Done ? (T?)read : null;
        return step;
    }

    /// <summary>OPEN and index have been read, and every budget has been looked at.</summary>
    private UnsliceStep ReceiveNested(ref TokenReader reader, Unslicer unslicer, out object? value)
    {
        value = null;
        if (unslicer.References != ReferenceKind.AtOpen || _options.References == ReferenceScope.None)
        {
            return ReceiveNestedSlow(ref reader, unslicer, out value);
        }

        CountOpen();
        ref UnsliceFrame frame = ref _frames.Push(); // before user code can throw: what is open must have a frame
        frame.Unslicer = unslicer;
        frame.Position = unslicer;
        frame.Id = _references.Add();
        object? target = unslicer.Begin(this);
        _references.SetLast(target, unslicer);
        frame.Target = target;
        _nested++;
        UnsliceStep step = unslicer.Receive(ref reader, ref frame, this);
        _nested--;
        if (step == UnsliceStep.Done)
        {
            value = frame.Target;
            PopFrame();
        }

        return step;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private UnsliceStep ReceiveNestedSlow(ref TokenReader reader, Unslicer unslicer, out object? value)
    {
        CountOpen();
        long id = _options.References == ReferenceScope.None ? _references.AddDangling() : _references.Add();
        ref UnsliceFrame frame = ref Push(unslicer, unslicer, id, number: 0);
        _nested++;
        UnsliceStep step = unslicer.Receive(ref reader, ref frame, this);
        _nested--;
        value = null;
        return step is UnsliceStep.Done or UnsliceStep.Pending ? Finish(ref reader, step, out value) : step;
    }
}
