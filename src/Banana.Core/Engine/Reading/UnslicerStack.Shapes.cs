using System.ComponentModel;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Instances: the peer sends their names once, in a definition, and their values in that order (PROTOCOL.md [I-1] to [I-4]).
public sealed partial class UnslicerStack
{
    private readonly IncomingShapes _shapes;

    internal IncomingShapes Shapes => _shapes;

    /// <summary>
    /// Enters an instance whose shape equals the unslicer's own, if it is next and may be read nested. Continue as after
    /// <see cref="TryEnter"/>.
    /// </summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="unslicer">The unslicer of the instance.</param>
    /// <param name="own">Its shape.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryEnterShaped(ref TokenReader reader, Unslicer unslicer, Shape own)
    {
        ArgumentNullException.ThrowIfNull(unslicer);
        ArgumentNullException.ThrowIfNull(own);
        if (_nested.IsFull
            || _inspection.IsDue
            || !_acceptsAll
            || unslicer.Taster is not null
            || !HasBudgetForOpen(unslicer.BytesPerObject)
            || (!_shapes.TryGetPrefix(own, out ShapePrefix prefix) && !TryRecallShape(ref reader, own, out prefix))
            || !reader.TryReadPrefix(prefix))
        {
            return false;
        }

        _budget.CountOpen(unslicer.BytesPerObject);
        _nested.Enter();
        ref UnsliceFrame frame = ref _frames.Push(); // before user code is called, which may throw
        frame.SetUnslicer(unslicer);
        frame.IsOwnShape = true;
        frame.Id = _keepsReferences ? _references.Add(unslicer) : _references.AddDangling();
        return true;
    }

    /// <summary>
    /// Reads definitions that are the same as in the last document by comparing their bytes. Returns whether our own shape is known
    /// then.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryRecallShape(ref TokenReader reader, Shape own, out ShapePrefix prefix)
    {
        while (_shapes.FindRemembered(ref reader) is { } shape && HasBudgetForOpen(0) && reader.TryReadExactly(shape.Definition, shape.DefinitionTokens))
        {
            _budget.CountOpen(0);
            _references.AddDangling();
            if (!_shapes.TryRecall(shape))
            {
                break; // beyond the limit, which the next definition reports
            }
        }

        return _shapes.TryGetPrefix(own, out prefix);
    }

    /// <summary>
    /// Records that the shape of the top frame's instance equals the unslicer's own, so that its body is read in the order of the
    /// members, and further instances of the shape are recognized at once.
    /// </summary>
    internal void RecognizeShape(ref UnsliceFrame frame, Shape own)
    {
        ArgumentNullException.ThrowIfNull(own);
        frame.IsOwnShape = true;
        if (frame.Shape is { } shape && !_shapes.TryGetPrefix(own, out _))
        {
            _shapes.Recognize(shape, own);
        }
    }

    /// <summary>Skips the next value, whatever it is. Definitions before it take effect; objects in it cannot be referred to.</summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="step">The step that the unslicer returns if the result is false.</param>
    /// <returns>
    /// True if the value has been skipped, and the unslicer advances its state. False if not: the unslicer is called again and
    /// then calls this method again, unless its frame has ended. The frame must not be used after false.
    /// </returns>
    public bool TrySkipValue(ref TokenReader reader, out UnsliceStep step)
    {
        ref UnsliceFrame top = ref _frames.Top;
        if (top.HasSkipped)
        {
            top.HasSkipped = false;
            step = UnsliceStep.Done;
            return true;
        }

        if (!IsAtValue(ref reader, "a value", out step))
        {
            return false;
        }

        ref UnsliceFrame frame = ref _frames.Push();
        frame.SetUnslicer(DiscardUnslicer.Unwanted);
        frame.State = DiscardUnslicer.AwaitsValue;
        step = UnsliceStep.Pushed;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private UnsliceStep? TakeShapeNumber(ref TokenReader reader, in TokenHeader header, out object? value)
    {
        value = null;
        if (header.Type != TokenType.Int)
        {
            return FailOpening(ref reader, ViolationCode.InvalidOpenType, header.Describe(), "the number of a shape");
        }

        if (_shapes.Find(header.Value) is not { } shape)
        {
            return FailOpening(ref reader, ViolationCode.UnknownShape, header.Describe(), "the number of a shape that was defined, or agreed on");
        }

        reader.Accept(header);
        _opening.Shape = shape;
        return Begin(ref reader, new OpenType(OpenTypes.Copyable, shape.Name), out value);
    }
}
