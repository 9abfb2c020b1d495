using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Whether an object may be sent where it stands: the layers around it are asked, and one that forbids it is enough (PROTOCOL.md [S-9]).
public sealed partial class SlicerStack
{
    private readonly List<int> _forbidding = []; // frames whose slicers want to be asked, the innermost last
    private bool _isForbidding;
    private bool _isAsked; // the next sequence has been asked about

    /// <summary>What <see cref="WriteSequence"/> does while a layer wants to be asked.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAllowSlow(object value, out SliceStep step)
    {
        step = SliceStep.Done;
        if (_isAsked)
        {
            _isAsked = false;
            return true;
        }

        if (!IsForbidden(value))
        {
            return true;
        }

        step = FailRefused(value);
        return false;
    }

    /// <summary>What <see cref="WriteObject"/> does while a layer wants to be asked.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep WriteObjectSlow(ref TokenWriter writer, object value)
    {
        if (IsForbidden(value))
        {
            return FailRefused(value);
        }

        if (_options.Slicers.Find(value.GetType()) is not { } slicer)
        {
            return FailUnregistered(value);
        }

        _isAsked = true;
        try
        {
            return slicer.WriteObject(ref writer, this, value);
        }
        finally
        {
            _isAsked = false;
        }
    }

    private bool IsForbidden(object value)
    {
        for (int i = _forbidding.Count - 1; i >= 0; i--)
        {
            ref SliceFrame frame = ref _frames.At(_forbidding[i]);
            if (frame.Slicer.Forbids(in frame, value))
            {
                return true;
            }
        }

        return false;
    }

    private SliceStep FailRefused(object value) =>
        Fail(ViolationCode.RefusedOpenType, $"a value of type {value.GetType()}", "a type that may be sent inside this object");

    private SliceStep FailUnregistered(object value) => Fail(
        ViolationCode.UnregisteredType,
        $"a value of type {value.GetType()}",
        _options.Slicers.Advise(value.GetType()) ?? "a type in options.Types, by Add<T>() or AddReflected<T>(), or a position that declares it");

    /// <summary>The layer of the top frame wants to be asked from now on.</summary>
    private void AddForbidding()
    {
        _forbidding.Add(_frames.Count - 1);
        _isForbidding = true;
        SetPlain();
    }

    private void RemoveForbidding()
    {
        _forbidding.RemoveAt(_forbidding.Count - 1);
        _isForbidding = _forbidding.Count > 0;
        SetPlain();
    }

    private void SetPlain() => _isPlain = !_isForbidding && _keepsReferences && !_isNumbered && _rules is null;

    /// <summary>The top frame is gone, and its layer is asked no more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PopFrame()
    {
        if (_isForbidding && _frames.Top.Slicer.ForbidsInside)
        {
            RemoveForbidding();
        }

        _rules?.End();
        _frames.Pop();
    }
}
