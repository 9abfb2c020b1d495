using Banana.Wire;

namespace Banana.Slicing;

// References to objects that were sent before (PROTOCOL.md to ), which are tasted again where they are used ([R-8]).
public sealed partial class UnslicerStack
{
    /// <summary>Finds the target of a reference at <paramref name="position"/>.</summary>
    internal UnsliceStep Resolve(ref TokenReader reader, ulong id, Unslicer position, out object? target)
    {
        target = _references.Find(id, out bool isBuilding);
        Pending? pending = isBuilding ? PromiseAt((long)id) : target as Pending;
        if (target is null && pending is null)
        {
            return FailFrame(
                ref reader, ViolationCode.DanglingReference, id == ulong.MaxValue ? "a reference to what no stream has" : $"a reference to {id}", "an object that was sent before");
        }

        _references.FindOrigin(id, out Unslicer origin, out _);
        Type type = pending is not null ? origin.Type : target!.GetType();
        if (!position.Type.IsAssignableFrom(type) || !position.AcceptsReference(origin, type, this))
        {
            return FailFrame(
                ref reader, ViolationCode.ReferenceTypeMismatch, $"a reference to a {type.Name}", position.Expected);
        }

        if (_frames.Top.Taster is { } taster && TasteReference(id, pending ?? target!, taster) is { } refused)
        {
            FailTop(refused.At(CurrentPath, reader.Offset, reader.Tokens));
            return UnsliceStep.Pushed;
        }

        if (pending is null)
        {
            NoteUse((long)id);
            return UnsliceStep.Done;
        }

        _pending = pending;
        Completion.HasLooseEnds = true;
        return UnsliceStep.Pending;
    }

    /// <summary>Handles anything other than the INT of which the top frame's sequence consists.</summary>
    internal UnsliceStep StopBeforeInt(ref TokenReader reader, ReadStatus status, in TokenHeader header, string expected)
    {
        if (MustStop(status, header))
        {
            return Stop(ref reader, status, header);
        }

        return FailFrame(ref reader, ViolationCode.UnexpectedToken, header, expected);
    }

    /// <summary>Checks the target of the top frame's reference, which may have been read under weaker tasters. Returns why it is refused, or null.</summary>
    private Refusal? TasteReference(ulong id, object target, CompiledTaster taster)
    {
        _references.FindOrigin(id, out Unslicer unslicer, out CompiledTaster? readUnder);
        if (_tasting.JudgeReference(taster, readUnder, unslicer.OpenType?.WireName ?? "") is { } refused)
        {
            return refused;
        }

        if (target is Pending || IsBeingRead((long)id))
        {
            TasteLate(taster, unslicer, target);
            return null;
        }

        return LateTastes.Show(taster, unslicer, target);
    }

    /// <summary>Has the top frame's object, or the target of its reference, shown to the tasters when it is complete.</summary>
    private void TasteLate(CompiledTaster taster, Unslicer unslicer, object target)
    {
        if (taster.ChecksValues || taster.MaxItems != int.MaxValue)
        {
            string path = DescribePath(_frames.Count - 1);
            ChargeNote(path);
            Completion.LateTastes.Add(taster, unslicer, target, _frames.Top.Id, path);
        }
    }

    /// <summary>Records that a reference led to an object: if that is still being read, objects that refer to it are incomplete.</summary>
    private void NoteUse(long id)
    {
        if (_frames.Count > 1 && IsSettled && IsBeingRead(id))
        {
            Completion.HasLooseEnds = true;
        }
    }

    private Pending PromiseAt(long id)
    {
        int depth = DepthOf(id);
        return Promise(ref _frames.At(depth), depth);
    }

    private bool IsBeingRead(long id) => _frames.At(DepthOf(id)).Id == id;

    /// <summary>Returns the index of the frame with this id or, if there is none, of another frame. Frames are ordered by id.</summary>
    private int DepthOf(long id)
    {
        int low = 1;
        int high = _frames.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_frames.At(middle).Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
