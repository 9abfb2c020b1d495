using Banana.Wire;

namespace Banana.Slicing;

// Objects that were sent before: how they are referred to, and how long they are remembered.
public sealed partial class SlicerStack
{
    private static readonly VocabularyWord s_reference = new(OpenTypes.Reference);

    private HashSet<object>? _liveStreams; // of the current object; null until first needed

    /// <summary>Writes a reference if the object was sent before and can be referred to. For slicers that wrap another sequence.</summary>
    public bool TryWriteReference(ref TokenWriter writer, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_keepsReferences && _frames.Count < _maxDepth && _sent.TryGet(value, out ulong known))
        {
            WriteReference(ref writer, known);
            return true;
        }

        return false;
    }

    /// <summary>
    /// Forgets all objects sent after the first <paramref name="opens"/> OPENs, because elements of a stream do not refer to
    /// objects of other elements (PROTOCOL.md [T-16]).
    /// </summary>
    /// <param name="writer">The output.</param>
    /// <param name="opens">The value of <see cref="OpenCount"/> before the element.</param>
    /// <returns><see cref="SliceStep.Done"/>; any other step must be returned as it is.</returns>
    public SliceStep ForgetElement(ref TokenWriter writer, ulong opens)
    {
        ForgetFrom(opens);
        if (!IsWithinLimits(ref writer))
        {
            return SliceStep.Failed;
        }

        _totals.EndElement(ref writer, opens, _opens);
        return SliceStep.Done;
    }

    /// <summary>
    /// Writes the number of a stream whose elements are sent apart (PROTOCOL.md [T-30]). A stream is opened once: what is enumerated twice may
    /// come as two halves.
    /// </summary>
    internal SliceStep WriteLiveStream<T>(ref TokenWriter writer, IAsyncEnumerable<T> stream, Slicer<T> element)
    {
        if (IsForbidding)
        {
            return Fail(ViolationCode.NotRepresentable, "a stream inside an object that forbids others in it", "a list, each element of which can be checked");
        }

        _liveStreams ??= new HashSet<object>(ReferenceEqualityComparer.Instance);
        if (!_liveStreams.Add(stream))
        {
            return Fail(ViolationCode.NotRepresentable, "a stream again", "a stream that is sent once, or references to be kept");
        }

        writer.WriteInteger(_options.LiveStreams!.Open(stream, element));
        return SliceStep.Done;
    }

    private void WriteReference(ref TokenWriter writer, ulong known)
    {
        if (!_isNumbered && _vocabulary.TryGetShortIndex(s_reference, out byte index) && writer.TryWriteShortReference(index, known))
        {
            _opens = unchecked(_opens + 1);
            return;
        }

        ulong number = WriteOpen(ref writer, s_reference);
        writer.WriteReferenceId(known);
        WriteClose(ref writer, number);
    }

    /// <summary>Ends the scope of a top-level object.</summary>
    private void EndMessage()
    {
        _liveStreams?.Clear();
        if (_options.References != ReferenceScope.Connection)
        {
            _totals.ForgetReferences(_opens);
            ForgetSent();
        }
    }

    /// <summary>Forgets the objects with numbers from <paramref name="number"/> on.</summary>
    private void ForgetFrom(ulong number)
    {
        _sent.RemoveFrom(number);
        _rules?.ForgetFrom(number);
    }

    private void ForgetSent()
    {
        _sent.Clear();
        _rules?.ForgetFrom(0);
    }
}
