using Banana.Wire;

namespace Banana.Slicing;

// The index phase: OPEN, then index tokens until the unslicer of the sequence is known (PROTOCOL.md [S-2]).
public sealed partial class UnslicerStack
{
    /// <summary>The state of an index phase, which survives the end of the buffer.</summary>
    private struct Opening
    {
        public bool IsActive;
        public long Id;
        public ulong Number;
        public Unslicer Position;
        public string? Name;
        public IncomingShape? Shape;
    }

    private UnsliceStep Open(ref TokenReader reader, in TokenHeader header, Unslicer position, out object? value)
    {
        value = null;
        if (_budget.RefuseOpen(_references.Count, _frames.Count) is { } refusal)
        {
            return Refuse(ref reader, refusal);
        }

        reader.Accept(header);
        _budget.CountOpen(0);
        _opening = new Opening
        {
            IsActive = true,
            Id = _keepsReferences ? _references.Add() : _references.AddDangling(),
            Number = header.Value,
            Position = position,
        };
        return ContinueOpening(ref reader, out value);
    }

    private UnsliceStep ContinueOpening(ref TokenReader reader, out object? value)
    {
        value = null;
        while (true)
        {
            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (status == ReadStatus.Done && (header.Type.Bit() & TokenTypes.Control) == 0)
            {
                UnsliceStep? step = TakeIndexToken(ref reader, header, out value);
                if (step is not null)
                {
                    return step.Value;
                }
            }
            else if (Stop(ref reader, status, header) == UnsliceStep.NeedMoreData)
            {
                return UnsliceStep.NeedMoreData;
            }
        }
    }

    /// <summary>Takes one index token. Returns null if another must follow.</summary>
    private UnsliceStep? TakeIndexToken(ref TokenReader reader, in TokenHeader header, out object? value)
    {
        value = null;
        if (_opening.Name == OpenTypes.Shaped && header.Type is not (TokenType.Open or TokenType.Close or TokenType.Abort))
        {
            return TakeShapeNumber(ref reader, header, out value);
        }

        string? name;
        switch (header.Type)
        {
            case TokenType.String when header.Value > (ulong)_limits.MaxIndexTokenBytes:
                return FailOpening(
                    ref reader, ViolationCode.InvalidOpenType, header.Describe(), $"at most {_limits.MaxIndexTokenBytes} bytes (MaxIndexTokenBytes)");

            case TokenType.String:
                ReadStatus status = reader.TryReadName(header, out ReadOnlySpan<byte> body);
                if (status == ReadStatus.NeedMoreData)
                {
                    return UnsliceStep.NeedMoreData;
                }

                name = TokenReader.TryDecode(body, out string text) ? text : null;
                break;

            case TokenType.Vocab when _vocabulary.TryGet(header.Value, out VocabularyWord? word):
                reader.Accept(header);
                name = word.Text;
                break;

            case TokenType.Vocab:
                return FailOpening(ref reader, ViolationCode.UnknownVocabulary, header.Describe(), "an index of the vocabulary");

            case TokenType.Open:
                throw Lost(ref reader, ProtocolErrorCode.OpenWithoutIndex, header.Describe(), "an index token");

            case TokenType.Close:
                CheckClose(ref reader, header, _opening.Number);
                return FailOpening(ref reader, ViolationCode.InvalidOpenType, header.Describe(), "an index token");

            case TokenType.Abort:
                reader.Accept(header);
                return FailOpening(ref reader, ViolationCode.Aborted, header.Describe(), "an index token");

            default:
                return FailOpening(ref reader, ViolationCode.InvalidOpenType, header.Describe(), "STRING or VOCAB");
        }

        if (name is null)
        {
            return FailOpening(ref reader, ViolationCode.InvalidOpenType, "a name that is not UTF-8", "UTF-8");
        }

        OpenType openType = _opening.Name is null ? new OpenType(name, null) : new OpenType(_opening.Name, name);
        if (openType.IsIncomplete)
        {
            _opening.Name = name;
            return null;
        }

        return Begin(ref reader, openType, out value);
    }

    /// <summary>Finds the unslicer of a complete open type, and runs it nested if the depth allows it.</summary>
    private UnsliceStep Begin(ref TokenReader reader, OpenType openType, out object? value)
    {
        value = null;
        Unslicer position = _opening.Position;
        bool isDefinition = false;
        Unslicer? unslicer;
        switch (openType.Name)
        {
            case OpenTypes.Reference:
                unslicer = ReferenceUnslicer.Instance;
                break;
            case OpenTypes.None:
                if (!AcceptsNull(position))
                {
                    return FailOpening(ref reader, ViolationCode.RefusedOpenType, $"open type '{openType}'", ExpectedOf(position));
                }

                unslicer = NoneUnslicer.Instance;
                break;
            case OpenTypes.Shape when Dialect.HasShapes:
                isDefinition = true;
                unslicer = ShapeUnslicer.Instance;
                break;
            case OpenTypes.SetVocabulary or OpenTypes.AddVocabulary:
                isDefinition = true;
                unslicer = Dialect.KeepsInitialWords || _frames.Count == 1 ? VocabularyUnslicer.For(openType) : null;
                break;
            default:
                unslicer = _options.Policy.Accepts(openType.WireName) ? FindUnslicer(openType, position) : null;
                break;
        }

        if (unslicer is null)
        {
            return FailOpening(ref reader, ViolationCode.RefusedOpenType, $"open type '{openType}'", position.Expected);
        }

        if (!isDefinition && _inspection.Taster?.JudgeSequence(openType) is { } refusal)
        {
            return FailOpening(ref reader, refusal);
        }

        if (!_budget.TryCharge(unslicer.BytesPerObject))
        {
            return FailOpening(ref reader, _budget.Refusal);
        }

        ref UnsliceFrame frame = ref Push(unslicer, position, isDefinition);
        if (_nested.IsFull || isDefinition)
        {
            return UnsliceStep.Pushed;
        }

        _nested.Enter();
        UnsliceStep step = unslicer.Receive(ref reader, ref frame, this);
        _nested.Leave();
        return step is UnsliceStep.Done or UnsliceStep.Pending ? Finish(ref reader, step, out value) : step;
    }

    /// <summary>Finds an unslicer. A value may state its type although the position declares it (PROTOCOL.md [S-5]).</summary>
    private Unslicer? FindUnslicer(OpenType openType, Unslicer position)
    {
        Unslicer? unslicer = position.ForOpenType(openType, this);
        return unslicer is null
            && openType.Name == OpenTypes.Typed
            && Unslicers.Find(openType) is { } typed
            && typed.Type == position.Type
                ? typed
                : unslicer;
    }

    /// <summary>Ends the index phase. The frame is pushed before user code is called, which may throw.</summary>
    private ref UnsliceFrame Push(Unslicer unslicer, Unslicer position, bool isDefinition)
    {
        ref UnsliceFrame frame = ref _frames.Push();
        frame.SetUnslicer(unslicer);
        frame.Position = position;
        frame.IsDefinition = isDefinition;
        frame.Id = _opening.Id;
        frame.Number = _opening.Number;
        frame.Shape = _opening.Shape;
        _opening = default;
        if (!isDefinition && (_inspection.Taster is not null || unslicer.Taster is not null))
        {
            EnterTasters(ref frame);
        }

        frame.Target = unslicer.Begin(this);
        if (_keepsReferences)
        {
            switch (unslicer.References)
            {
                case ReferenceKind.AtOpen:
                    _references.SetLast(frame.Target!);
                    _references.SetLastOrigin(unslicer, frame.Taster);
                    break;
                case ReferenceKind.AtClose:
                    _references.SetLastBuilding();
                    _references.SetLastOrigin(unslicer, frame.Taster);
                    break;
                default:
                    break;
            }
        }

        return ref frame;
    }
}
