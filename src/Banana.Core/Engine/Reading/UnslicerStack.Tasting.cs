using System.ComponentModel;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Tasters: those in force are fields of the frames, combined when a frame is pushed, and end with it (PROTOCOL.md [S-8]).
public sealed partial class UnslicerStack
{
    private readonly Tasting _tasting;
    private Inspection _inspection; // for the next value
    private bool _isTasting; // whether a frame may have a taster

    /// <summary>Whether the next value must be checked before it is read, because a taster restricts it or a limit is near.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool MustInspect => _inspection.IsDue;

    /// <summary>
    /// Adds a taster to those in force inside the top frame's object, until another replaces it or the frame ends. For unslicers
    /// with different positions, such as the members of a class.
    /// </summary>
    /// <param name="frame">The top frame.</param>
    /// <param name="taster">The taster, or null for none.</param>
    /// <exception cref="InvalidOperationException"><paramref name="frame"/> is not the top frame.</exception>
    public void UseTaster(ref UnsliceFrame frame, Taster? taster)
    {
        if (taster is null && !_isTasting)
        {
            return;
        }

        if (!Unsafe.AreSame(ref frame, ref _frames.Top))
        {
            throw new InvalidOperationException("Only the unslicer of the top frame can use a taster. Call UseTaster from Receive.");
        }

        CompiledTaster inside = _tasting.ForChildren(frame.Taster, frame.Unslicer.Taster, taster);
        frame.ChildTaster = inside;
        _inspection.Use(inside);
        _isTasting = true;
    }

    /// <summary>Implements <see cref="Unslicer{T}.Read"/> where <see cref="MustInspect"/> is true.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal UnsliceStep ReadTasted<T>(ref TokenReader reader, Unslicer<T> position, out T? value)
    {
        value = default;
        CompiledTaster taster = _inspection.Taster ?? CompiledTaster.Anything;
        if (!TryTaste(ref reader, position, out UnsliceStep step))
        {
            return step;
        }

        long offset = reader.Offset;
        bool isToken = reader.TryPeek(out TokenHeader header) == ReadStatus.Done && header.Type != TokenType.Open;
        step = position.ReadUntasted(ref reader, this, out value);
        if (step != UnsliceStep.Done || !isToken || !taster.ChecksValues || taster.Judge(value) is not { } refusal)
        {
            return step; // a sequence has been shown to the tasters when it finished
        }

        Violation refused = refusal.At(DescribePath(_frames.Count), offset, reader.Tokens - 1);
        value = default;
        PushDiscard(refused, open: 0, state: 0);
        return UnsliceStep.Pushed;
    }

    /// <summary>Checks the next token before any of its body is read. If the result is false, return the step.</summary>
    internal bool TryTaste(ref TokenReader reader, Unslicer position, out UnsliceStep step)
    {
        step = UnsliceStep.Done;
        ReadStatus status;
        if (!_inspection.IsDue
            || MustStop(status = reader.TryPeek(out TokenHeader header), header)
            || header.Type == TokenType.Close)
        {
            return true; // not judged by tasters
        }

        if (_inspection.Taster is { } taster && header.Type != TokenType.Open && JudgeToken(header, taster) is { } refusal)
        {
            step = Refuse(ref reader, refusal);
            return false;
        }

        step = (_inspection.IsNearLimit ? RefuseBeyondLimit(ref reader, header, position) : null) ?? UnsliceStep.Done;
        return step == UnsliceStep.Done;
    }

    /// <summary>Judges a token other than OPEN. Sequences are judged when their open type is known, because they may be definitions or null.</summary>
    private Refusal? JudgeToken(in TokenHeader header, CompiledTaster taster)
    {
        if (header.Type != TokenType.Vocab || IsNull(header))
        {
            return taster.JudgeToken(header, header.Type, header.BodyLength);
        }

        bool isWord = _vocabulary.TryGet(header.Value, out VocabularyWord? word);
        return taster.JudgeToken(header, TokenType.String, isWord ? (ulong)word!.Utf8.Length : 0);
    }

    /// <summary>Sets the tasters in force for a new frame: at its position, and inside it.</summary>
    private void EnterTasters(ref UnsliceFrame frame)
    {
        CompiledTaster? around = _inspection.Taster;
        frame.Taster = around;
        frame.ChildTaster = frame.Unslicer.IsWrapping ? around : _tasting.ForChildren(around, frame.Unslicer.Taster);
        _inspection.Use(frame.ChildTaster);
        _isTasting = true;
    }

    /// <summary>Pops the top frame, which ends its tasters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PopFrame()
    {
        _frames.Pop();
        if (_isTasting)
        {
            _inspection.Use(_frames.Top.ChildTaster);
        }
    }

    /// <summary>Shows the object of the top frame, which is closed, to the tasters of its position. Returns why it is refused, or null.</summary>
    private Violation? TasteFinished(ref TokenReader reader, ref UnsliceFrame frame, UnsliceStep step)
    {
        if (frame.Taster is not { ChecksValues: true } taster || frame.IsDefinition || frame.Unslicer is ReferenceUnslicer)
        {
            return null;
        }

        if (step == UnsliceStep.Pending)
        {
            TasteLate(taster, frame.Unslicer, _pending!);
            return null;
        }

        return taster.Judge(frame.Target)?.At(DescribePath(_frames.Count - 1), reader.Offset, reader.Tokens);
    }
}
