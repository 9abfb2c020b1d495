using Banana.Wire;

namespace Banana.Slicing;

// Refusing: a violation is recorded where it happens, each parent is asked in turn, then the refused tokens are passed over
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
    /// Whether a value stands next, so that it can be passed over. A CLOSE is none: it is the sequence around it that is too short.
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

    /// <summary>A CLOSE stands where a value must: the object of the top frame is refused, and the CLOSE is left to it.</summary>
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

    /// <summary>Refuses the top frame's object, because of a key. The unslicer returns what this returns.</summary>
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

    /// <summary>Refuses the object of the top frame because of the token that stands next; a CLOSE must be its own (PROTOCOL.md [W-12]).</summary>
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

    /// <summary>A value inside the top frame's object is lost; a new frame passes over what is left of it.</summary>
    private void PushDiscard(Violation violation, ulong open, int state, long lostFrom = long.MaxValue)
    {
        ref UnsliceFrame frame = ref _frames.Push();
        frame.SetUnslicer(DiscardUnslicer.Refused);
        frame.Number = open;
        frame.State = state;
        AskParents(violation, lostFrom);
    }

    /// <summary>The top frame's object is lost, and with it all that was inside; its frame now counts to its CLOSE.</summary>
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
    /// The top frame discards. Each parent in turn goes on without it or is lost as well, and then its own rest is discarded, too.
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
                parent.SetUnslicer(DiscardUnslicer.Refused); // where it stands it goes on
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

    /// <summary>A frame's CLOSE must have its number; inside of what is discarded, numbers are not compared (PROTOCOL.md [W-12]).</summary>
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

    /// <summary>Asks the frame's unslicer; one that throws gives up as well.</summary>
    private bool TryAbsorb(ref UnsliceFrame frame, Violation violation)
    {
        try
        {
            return frame.Unslicer.TryAbsorb(ref frame, violation, this);
        }
        catch (Exception thrown) when (_faults.IsUserCode(thrown))
        {
            return false; // what is reported is why it was asked
        }
    }

    private string DescribePath(int depth) => FramePath.Describe(_frames, depth);
}
