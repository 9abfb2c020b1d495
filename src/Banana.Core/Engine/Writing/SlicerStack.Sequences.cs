using System.ComponentModel;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Values as null, a reference, or a sequence of OPEN, index, body and CLOSE; by virtual calls or typed calls.
public sealed partial class SlicerStack
{
    /// <summary>
    /// Writes a value as null, a reference, or a sequence of OPEN, index, body and CLOSE, with the body run nested if the depth
    /// allows it. The default of <see cref="Slicer{T}.Write"/>.
    /// </summary>
    public SliceStep WriteSequence(ref TokenWriter writer, Slicer slicer, object? value)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        return TryEnter(ref writer, slicer, value, out SliceStep step)
            ? Leave(ref writer, slicer.Slice(ref writer, ref _frames.Top, this))
            : step;
    }

    /// <summary>
    /// Enters a sequence for a slicer that calls its own <see cref="Slicer.Slice"/> with <see cref="Top"/> and passes the result
    /// to <see cref="Leave"/>: direct calls instead of the virtual ones of <see cref="WriteSequence"/>.
    /// </summary>
    /// <param name="writer">The output.</param>
    /// <param name="slicer">The slicer of the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">The step that the slicer returns if the result is false.</param>
    /// <returns>True if OPEN and index have been written, and the body must be sliced now.</returns>
    public bool TryEnter(ref TokenWriter writer, Slicer slicer, object? value, out SliceStep step)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        if (!_isPlain
            || !slicer.HasPlainOpen
            || value is null
            || (slicer.ExactType is { } exact && value.GetType() != exact)
            || _frames.Count >= _maxDepth
            || _nested.IsFull
            || !_vocabulary.TryGetShortIndex(slicer.IndexWord!, out byte index))
        {
            return TryEnterSlow(ref writer, slicer, value, out step);
        }

        step = SliceStep.Done;
        if (_sent.TryGetOrAdd(value, _opens, out ulong known))
        {
            WriteReference(ref writer, known);
            return false;
        }

        ref SliceFrame frame = ref _frames.Push();
        frame.SetSlicer(slicer);
        frame.Target = value;
        frame.Number = _opens;
        _opens = unchecked(_opens + 1);
        writer.WriteOpenVocab(index);
        _nested.Enter();
        return true;
    }

    /// <summary>Enters the sequence of an instance; see <see cref="TryEnter"/>.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="slicer">The slicer of the value, whose <see cref="Slicer.Shape"/> is <paramref name="shape"/>.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">The step that the slicer returns if the result is false.</param>
    /// <returns>True if OPEN and index have been written, and the body must be sliced now.</returns>
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
            || _nested.IsFull
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
        _nested.Enter();
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryEnterSlow(ref TokenWriter writer, Slicer slicer, object? value, out SliceStep step)
    {
        step = SliceStep.Done;
        if (value is null)
        {
            step = WriteNull(ref writer);
            return false;
        }

        if (IsForbidding && _layers!.ForbidSequence(value))
        {
            step = FailForbidden(value);
            return false;
        }

        if ((slicer.ExactType is { } exact && value.GetType() != exact) || _frames.Count >= _maxDepth)
        {
            step = FailSequence(slicer, value);
            return false;
        }

        Shape? shape = _dialect.HasShapes ? slicer.ShapeOf(value) : null;
        bool isTracked = _keepsReferences && slicer.TracksReferences;
        if (_rules is not null && !_rules.TryEnter(slicer, value, ref isTracked, out step))
        {
            return false;
        }

        if (shape is not null && !(isTracked && _sent.TryGet(value, out _)))
        {
            DefineShape(ref writer, shape); // which counts as an OPEN
        }

        if (isTracked && _sent.TryGetOrAdd(value, _opens, out ulong known))
        {
            if (_rules is not null && !_rules.TryRefer(known, value, out step))
            {
                return false;
            }

            WriteReference(ref writer, known);
            return false;
        }

        ref SliceFrame frame = ref _frames.Push();
        frame.SetSlicer(slicer);
        frame.Target = value;
        frame.Number = _opens;
        _rules?.Begin();
        if (slicer.ForbidsInside)
        {
            AddLayer();
        }

        PutOpen(ref writer);
        if (shape is null)
        {
            slicer.WriteIndex(ref writer, this);
        }
        else
        {
            WriteShapeIndex(ref writer, shape);
        }

        if (_nested.IsFull)
        {
            step = SliceStep.Pushed;
            return false;
        }

        _nested.Enter();
        return true;
    }

    /// <summary>The frame of the sequence entered by <see cref="TryEnter"/>.</summary>
    public ref SliceFrame Top => ref _frames.Top;

    /// <summary>Leaves a sequence entered by <see cref="TryEnter"/>, with the result of <see cref="Slicer.Slice"/>.</summary>
    /// <returns>The step that the slicer returns.</returns>
    public SliceStep Leave(ref TokenWriter writer, SliceStep step)
    {
        _nested.Leave();
        if (step == SliceStep.Done)
        {
            if (_isPlain)
            {
                _frames.Pop();
                writer.WriteClose();
            }
            else
            {
                Pop(ref writer);
            }
        }

        return step;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep FailSequence(Slicer slicer, object value) => slicer.ExactType is { } exact && value.GetType() != exact
        ? Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"exactly {exact}")
        : FailDepth();

    private void Pop(ref TokenWriter writer)
    {
        ulong number = _frames.Top.Number;
        PopFrame();
        WriteClose(ref writer, number);
    }

    /// <summary>Pops the top frame, and removes it from the layers and the rules.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PopFrame()
    {
        if (IsForbidding)
        {
            EndLayerSlow(_layers!);
        }

        _rules?.End();
        _frames.Pop();
    }

    private bool IsForbidding => _layers is { IsEmpty: false };

    /// <summary>Adds the top frame to the layers.</summary>
    private void AddLayer()
    {
        _layers ??= new ForbiddingLayers(_frames);
        _layers.Begin();
        _isPlain = false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndLayerSlow(ForbiddingLayers layers)
    {
        if (layers.TryEnd())
        {
            _isPlain = _isPlainStream && layers.IsEmpty;
        }
    }
}
