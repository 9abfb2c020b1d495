using Banana.Wire;

namespace Banana.Slicing;

// The loop over frames, and how a finished frame hands its value to its parent.
public sealed partial class UnslicerStack
{
    /// <summary>Runs the frames that cannot run as nested calls.</summary>
    private UnsliceStep Run(ref TokenReader reader, out object? result)
    {
        while (true)
        {
            if (_faults.TryTakeRefusal(out Violation? refusal))
            {
                throw _faults.Own(new ViolationException(refusal));
            }

            _nested.Reset();
            UnsliceStep step;
            object? value = null;
            bool isFrame = !_opening.IsActive;
            try
            {
                step = isFrame
                    ? _frames.Top.Unslicer.Receive(ref reader, ref _frames.Top, this)
                    : ContinueOpening(ref reader, out value);
                if (isFrame && step is UnsliceStep.Done or UnsliceStep.Pending && _frames.Count == 1)
                {
                    result = step == UnsliceStep.Done ? _frames.Top.Target : null;
                    return step;
                }

                if (step is UnsliceStep.Done or UnsliceStep.Pending)
                {
                    Deliver(ref reader, isFrame, step, value);
                }
            }
            catch (Exception thrown) when (_faults.IsUserCode(thrown))
            {
                step = FailFrame(ref reader, thrown);
            }

            if (step == UnsliceStep.NeedMoreData)
            {
                result = null;
                return step;
            }
        }
    }

    /// <summary>Passes a value to its parent, after a frame or an interrupted index phase has finished in the loop.</summary>
    private void Deliver(ref TokenReader reader, bool isFrame, UnsliceStep step, object? value)
    {
        if (isFrame)
        {
            if (_frames.Top.Unslicer is DiscardUnslicer discard)
            {
                PopFrame();
                _frames.Top.HasSkipped = !discard.IsRefused;
                if (_frames.Count == 1)
                {
                    StartOver();
                }

                return;
            }

            bool isValue = !_frames.Top.IsDefinition;
            step = Finish(ref reader, step, out value);
            if (!isValue || step == UnsliceStep.Pushed)
            {
                return;
            }
        }

        ref UnsliceFrame parent = ref _frames.Top;
        if (step == UnsliceStep.Done)
        {
            parent.Unslicer.TakeChild(ref parent, value, this);
        }
        else
        {
            parent.Unslicer.TakePendingChild(ref parent, TakePending(), this);
        }
    }

    /// <summary>Pops the top frame, whose CLOSE has been read, and keeps the promise of its object.</summary>
    private UnsliceStep Finish(ref TokenReader reader, UnsliceStep step, out object? value)
    {
        ref UnsliceFrame frame = ref _frames.Top;
        value = frame.Target;
        long id = frame.Id;
        Unslicer position = frame.Position ?? frame.Unslicer;
        bool isDefinition = frame.IsDefinition;
        Violation? refused = TasteFinished(ref reader, ref frame, step);
        if (refused is null
            && step == UnsliceStep.Done
            && frame.Unslicer.References == ReferenceKind.AtClose
            && _keepsReferences
            && _references.SetBuilt(id, value!) is { } promised)
        {
            refused = Keep(ref reader, promised, value!);
        }

        PopFrame();
        if (refused is not null)
        {
            return LoseFinished(refused, id);
        }

        if (value is not null || step == UnsliceStep.Pending || isDefinition)
        {
            return step;
        }

        value = position.Null;
        if (!AcceptsNull(position))
        {
            Violation violation = NewViolation(
                ref reader, _frames.Count, ViolationCode.UnexpectedToken, "an empty sequence", ExpectedOf(position));
            PushDiscard(violation, open: 0, state: 0);
            return UnsliceStep.Pushed;
        }

        return step;
    }

    /// <summary>Refuses an object whose frame has been popped.</summary>
    private UnsliceStep LoseFinished(Violation refused, long id)
    {
        PushDiscard(refused, open: 0, state: 0, lostFrom: id);
        return UnsliceStep.Pushed;
    }
}
