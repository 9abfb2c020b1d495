using System.ComponentModel;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Instances: their names are sent once, in a definition before the first of them (PROTOCOL.md [I-1] to [I-4]).
public sealed partial class SlicerStack
{
    private static readonly VocabularyWord s_shape = new(OpenTypes.Shape);
    private static readonly VocabularyWord s_shaped = new(OpenTypes.Shaped);

    private readonly OutgoingShapes _shapes;

    /// <summary>The typed door for instances: see <see cref="TryEnter"/>.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="slicer">Who slices the value; its <see cref="Slicer.Shape"/> is <paramref name="shape"/>.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">If the result is false: what the slicer returns.</param>
    /// <returns>Whether OPEN and index have been written, and the body is to be sliced now.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryEnterShaped(ref TokenWriter writer, Slicer slicer, Shape shape, object? value, out SliceStep step)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        ArgumentNullException.ThrowIfNull(shape);
        if (!_isPlain
            || value is null
            || (slicer.ExactType is { } exact && value.GetType() != exact)
            || slicer.ForbidsInside
            || _frames.Count >= _maxDepth
            || _nested >= MostNested
            || !_shapes.TryGetPrefix(shape, out ShapePrefix prefix))
        {
            return TryEnterSlow(ref writer, slicer, value, out step);
        }

        step = SliceStep.Done;
        if (slicer.TracksReferences && _sent.TryGetOrAdd(value, _opens, out ulong known))
        {
            WriteReference(ref writer, known);
            return false;
        }

        ref SliceFrame frame = ref _frames.Push();
        frame.SetSlicer(slicer);
        frame.Target = value;
        frame.Number = _opens;
        _opens = unchecked(_opens + 1);
        writer.WritePrefix(prefix);
        _nested = unchecked(_nested + 1);
        return true;
    }

    /// <summary>Defines a shape that was not needed before, in front of the first instance that needs it.</summary>
    private void DefineShape(ref TokenWriter writer, Shape shape)
    {
        if (_shapes.TryGetNumber(shape, out _))
        {
            return;
        }

        ulong number = _shapes.Define(shape);
        ulong open = WriteOpen(ref writer, s_shape);
        writer.WriteInteger(number);
        if (_vocabulary.IsChanged)
        {
            WriteNames(ref writer, shape);
        }
        else
        {
            writer.WriteTokens(shape.GetNames(_vocabulary.Initial));
        }

        WriteClose(ref writer, open);
    }

    private void WriteNames(ref TokenWriter writer, Shape shape)
    {
        WriteName(ref writer, shape.Name);
        for (int i = 0; i < shape.Attributes.Count; i++)
        {
            WriteName(ref writer, shape.Attributes[i]);
            WriteName(ref writer, shape.Types[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteShapeIndex(ref TokenWriter writer, Shape shape)
    {
        WriteName(ref writer, s_shaped);
        _shapes.TryGetNumber(shape, out ulong number);
        writer.WriteInteger(number);
    }
}
