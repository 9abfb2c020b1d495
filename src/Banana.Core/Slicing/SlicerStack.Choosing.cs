using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Which slicer writes an object: the layers around it are asked from the innermost outwards, then the registry's answer stands (PROTOCOL.md [S-9]).
public sealed partial class SlicerStack
{
    private readonly List<int> _choosers = []; // frames whose slicers want to be asked, the innermost last
    private bool _hasChoosers;
    private bool _isChosen; // the next sequence has been asked about

    /// <summary>What <see cref="WriteSequence"/> does while a layer wants to be asked.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryChooseSlow(ref TokenWriter writer, Slicer slicer, object value, out SliceStep step)
    {
        step = SliceStep.Done;
        if (_isChosen)
        {
            _isChosen = false;
            return true;
        }

        Slicer? chosen = slicer;
        if (!TryAskLayers(value, ref chosen))
        {
            step = FailRefused(value);
            return false;
        }

        if (ReferenceEquals(chosen, slicer))
        {
            return true;
        }

        step = WriteChosen(ref writer, chosen, value);
        return false;
    }

    /// <summary>What <see cref="WriteObject"/> does while a layer wants to be asked.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep WriteObjectSlow(ref TokenWriter writer, object value)
    {
        Slicer? chosen = _options.Slicers.Find(value.GetType());
        return TryAskLayers(value, ref chosen) ? WriteChosen(ref writer, chosen, value) : FailRefused(value);
    }

    private bool TryAskLayers(object value, ref Slicer? slicer)
    {
        for (int i = _choosers.Count - 1; i >= 0; i--)
        {
            ref SliceFrame frame = ref _frames.At(_choosers[i]);
            switch (frame.Slicer.Choose(in frame, value, ref slicer))
            {
                case SlicerChoice.Take:
                    return true;
                case SlicerChoice.Refuse:
                    return false;
                default:
                    break;
            }
        }

        return true;
    }

    private SliceStep WriteChosen(ref TokenWriter writer, Slicer? chosen, object value)
    {
        if (chosen is null)
        {
            return FailUnregistered(value);
        }

        _isChosen = true;
        try
        {
            return chosen.WriteObject(ref writer, this, value);
        }
        finally
        {
            _isChosen = false;
        }
    }

    private SliceStep FailRefused(object value) =>
        Fail(ViolationCode.RefusedOpenType, $"a value of type {value.GetType()}", "a type that may be sent inside this object");

    private SliceStep FailUnregistered(object value) => Fail(
        ViolationCode.UnregisteredType,
        $"a value of type {value.GetType()}",
        _options.Slicers.Advise(value.GetType()) ?? "a type in options.Types, by Add<T>() or AddReflected<T>(), or a position that declares it");

    /// <summary>The layer of the top frame wants to be asked from now on.</summary>
    private void AddChooser()
    {
        _choosers.Add(_frames.Count - 1);
        _hasChoosers = true;
        SetPlain();
    }

    private void RemoveChooser()
    {
        _choosers.RemoveAt(_choosers.Count - 1);
        _hasChoosers = _choosers.Count > 0;
        SetPlain();
    }

    private void SetPlain() => _isPlain = !_hasChoosers && _keepsReferences && !_isNumbered && !_isFoolscap;

    /// <summary>The top frame is gone, and its layer is asked no more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PopFrame()
    {
        if (_hasChoosers && _frames.Top.Slicer.ChoosesInside)
        {
            RemoveChooser();
        }

        if (_isFoolscap)
        {
            EndFoolscap();
        }

        _frames.Pop();
    }
}
