using Banana.Wire;

namespace Banana.Slicing;

// Refusing: a violation is recorded where it occurs, each parent in turn is asked to absorb it, then the refused tokens are skipped
// (PROTOCOL.md [S-4]).
public sealed partial class UnslicerStack
{
    private StackFaults _faults;

    /// <summary>
    /// Refuses the next value before it is consumed, or waits for it. The unslicer returns the result; if it absorbs the
    /// violation, it is called again after the value.
    /// </summary>
    public UnsliceStep Refuse(ref TokenReader reader, ViolationCode code, string found, string expected) =>
        Refuse(ref reader, new Refusal(code, found, expected));

    private UnsliceStep Refuse(ref TokenReader reader, Refusal refusal)
    {
        if (!IsAtValue(ref reader, refusal.Expected, out UnsliceStep step))
        {
            return step;
        }

        PushDiscard(NewViolation(ref reader, _frames.Count, refusal), open: 0, DiscardUnslicer.AwaitsValue);
        return UnsliceStep.Pushed;
    }

    /// <summary>
    /// Whether the next token starts a value that can be skipped. If it is a CLOSE, the enclosing sequence is too short and refused.
    /// </summary>
    private bool IsAtValue(ref TokenReader reader, string expected, out UnsliceStep step)
    {
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (MustStop(status, header))
        {
            step = Stop(ref reader, status, header);
            return false;
        }

        step = header.Type == TokenType.Close ? FailShort(ref reader, header, expected) : UnsliceStep.Done;
        return step == UnsliceStep.Done;
    }

    /// <summary>Refuses the top frame's object because of a CLOSE in place of a value. The CLOSE is not consumed.</summary>
    private UnsliceStep FailShort(ref TokenReader reader, in TokenHeader header, string expected)
    {
        if (_frames.Count == 1)
        {
            throw Lost(ref reader, ProtocolErrorCode.CloseWithoutOpen, header.Describe(), "a value");
        }

        return FailFrame(ref reader, ViolationCode.SequenceTooShort, header, expected);
    }

    /// <summary>
    /// Refuses the object of the top frame: its remaining tokens are skipped, and its parent may absorb the violation. The
    /// unslicer returns the result.
    /// </summary>
    public UnsliceStep FailFrame(ref TokenReader reader, ViolationCode code, string found, string expected) =>
        FailFrame(ref reader, new Refusal(code, found, expected));

    /// <summary>Refuses the top frame's object because of a key. The unslicer returns the result.</summary>
    internal UnsliceStep FailFrame(ref TokenReader reader, KeyFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return FailFrame(ref reader, fault.ToRefusal());
    }

    private UnsliceStep FailFrame(ref TokenReader reader, Refusal refusal)
    {
        FailTop(NewViolation(ref reader, _frames.Count, refusal));
        return UnsliceStep.Pushed;
    }

    /// <summary>Refuses the top frame's object because of the next token. If that is a CLOSE, it must be the frame's own (PROTOCOL.md [W-12]).</summary>
    internal UnsliceStep FailFrame(ref TokenReader reader, ViolationCode code, in TokenHeader header, string expected)
    {
        if (header.Type == TokenType.Close)
        {
            CheckClose(ref reader, header, in _frames.Top);
        }

        return FailFrame(ref reader, code, header.Describe(), expected);
    }

    private UnsliceStep FailFrame(ref TokenReader reader, Exception thrown)
    {
        if (_opening.IsActive)
        {
            PushDiscard(NewViolation(ref reader, thrown), open: 1, state: 0);
            _opening = default;
        }
        else if (_frames.Count == 1)
        {
            return FailElement(ref reader, thrown, isConsumed: _budget.HasTokens(reader.Tokens));
        }
        else
        {
            FailTop(NewViolation(ref reader, thrown));
        }

        return UnsliceStep.Pushed;
    }

    private UnsliceStep FailOpening(ref TokenReader reader, ViolationCode code, string found, string expected) =>
        FailOpening(ref reader, new Refusal(code, found, expected));

    private UnsliceStep FailOpening(ref TokenReader reader, Refusal refusal)
    {
        PushDiscard(NewViolation(ref reader, _frames.Count, refusal), open: 1, 0);
        _opening = default;
        return UnsliceStep.Pushed;
    }

    /// <summary>Refuses a value inside the top frame's object; a new frame skips the rest of the value.</summary>
    private void PushDiscard(Violation violation, ulong open, int state, long lostFrom = long.MaxValue)
    {
        ref UnsliceFrame frame = ref _frames.Push();
        frame.SetUnslicer(DiscardUnslicer.Refused);
        frame.Number = open;
        frame.State = state;
        AskParents(violation, lostFrom);
    }

    /// <summary>Refuses the top frame's object with all that is inside; its frame then skips the tokens up to its CLOSE.</summary>
    private void FailTop(Violation violation)
    {
        ref UnsliceFrame frame = ref _frames.Top;
        long id = frame.Id;
        BecomeDiscard(ref frame, open: frame.IsClosed ? 0UL : 1);
        AskParents(violation, lostFrom: id);
    }

    private static void BecomeDiscard(ref UnsliceFrame frame, ulong open)
    {
        frame.SetUnslicer(DiscardUnslicer.Refused);
        frame.Target = null;
        frame.Cursor = null;
        frame.Number = open;
        frame.State = 0;
    }

    /// <summary>
    /// Asks the parents of the top frame, which discards, in turn: a parent continues without its child, or is refused as well, in
    /// which case its rest is also discarded.
    /// </summary>
    private void AskParents(Violation violation, long lostFrom)
    {
        while (true)
        {
            ulong open = _frames.Top.Number;
            ref UnsliceFrame parent = ref _frames.At(_frames.Count - 2);
            if (_frames.Count == 2)
            {
                _faults.Refuse(violation);
                break;
            }

            if (TryAbsorb(ref parent, violation))
            {
                break;
            }

            PopFrame();
            if (parent.Unslicer is DiscardUnslicer)
            {
                parent.SetUnslicer(DiscardUnslicer.Refused); // keeping its state
                parent.Number += open;
                continue;
            }

            lostFrom = parent.Id;
            BecomeDiscard(ref parent, parent.IsClosed ? open : open + 1);
        }

        if (_keepsReferences && lostFrom != long.MaxValue)
        {
            _references.RefuseFrom(lostFrom);
            _completion?.RefuseFrom(lostFrom);
        }
    }

    /// <summary>Checks that a CLOSE has the number of the frame, except for definitions inside a discarded object (PROTOCOL.md [W-12]).</summary>
    private void CheckClose(ref TokenReader reader, in TokenHeader header, in UnsliceFrame frame)
    {
        if (frame.Id != UnsliceFrame.NoId)
        {
            CheckClose(ref reader, header, frame.Number);
        }
    }

    private void CheckClose(ref TokenReader reader, in TokenHeader header, ulong number)
    {
        if (header.Value != number)
        {
            throw Lost(ref reader, ProtocolErrorCode.CloseMismatch, header.Describe(), $"CLOSE {number}");
        }
    }

    private Violation NewViolation(ref TokenReader reader, int depth, ViolationCode code, string found, string expected) =>
        NewViolation(ref reader, depth, new Refusal(code, found, expected));

    private Violation NewViolation(ref TokenReader reader, int depth, Refusal refusal)
    {
        _budget.ForgetRefusal();
        return refusal.At(DescribePath(depth), reader.Offset, reader.Tokens);
    }

    private Violation NewViolation(ref TokenReader reader, Exception thrown) =>
        Refusal.Of(thrown, "an acceptable value").At(CurrentPath, reader.Offset, reader.Tokens);

    private BananaProtocolException Lost(ref TokenReader reader, ProtocolErrorCode code, string found, string expected) =>
        _faults.Own(new BananaProtocolException(code, CurrentPath, reader.Offset, found, expected));

    /// <summary>Asks the frame's unslicer to absorb a violation; false if it throws.</summary>
    private bool TryAbsorb(ref UnsliceFrame frame, Violation violation)
    {
        try
        {
            return frame.Unslicer.TryAbsorb(ref frame, violation, this);
        }
        catch (Exception thrown) when (_faults.IsUserCode(thrown))
        {
            return false; // the first violation is reported, not this exception
        }
    }

    private string DescribePath(int depth) => FramePath.Describe(_frames, depth);
}
