using System.ComponentModel;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// Tasters: what is in force lives in the frames, combined when they are pushed, and is gone with them (PROTOCOL.md [S-8]).
public sealed partial class UnslicerStack
{
    private readonly TasterCompiler _tasters;
    private CompiledTaster? _taster; // at the next position; null if nothing is restricted
    private bool _isTasting; // whether a frame may have a taster
    private bool _looks;

    /// <summary>Whether the next value must be looked at before it is read: something is restricted there or everywhere, or a limit is near.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Looks => _looks;

    /// <summary>
    /// From now on <paramref name="taster"/> joins what is in force inside the top frame's object, until another takes its place or the
    /// frame is gone. For unslicers whose positions differ, such as the members of a class.
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

        CompiledTaster inside = _tasters.With(InsideOf(ref frame), taster);
        frame.Inside = inside;
        Use(inside);
        _isTasting = true;
    }

    /// <summary>What <see cref="Unslicer{T}.Read"/> does where something is restricted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal UnsliceStep ReadTasted<T>(ref TokenReader reader, Unslicer<T> position, out T? value)
    {
        value = default;
        CompiledTaster taster = _taster ?? CompiledTaster.Anything;
        if (!TryTaste(ref reader, position, out UnsliceStep step))
        {
            return step;
        }

        long offset = reader.Offset;
        bool isToken = reader.TryPeek(out TokenHeader header) == ReadStatus.Done && header.Type != TokenType.Open;
        step = position.ReadUntasted(ref reader, this, out value);
        if (step != UnsliceStep.Done || !isToken || !taster.ChecksValues || TasteValue(taster, value) is not { } refusal)
        {
            return step; // a sequence was shown when it finished
        }

        Violation refused = refusal.At(DescribePath(_frames.Count), offset, reader.Tokens - 1);
        value = default;
        PushDiscard(refused, open: 0, state: 0);
        return UnsliceStep.Child;
    }

    /// <summary>Looks at the token that stands next, before anything of its body is taken. False: return the step.</summary>
    internal bool TryTaste(ref TokenReader reader, Unslicer position, out UnsliceStep step)
    {
        step = UnsliceStep.Done;
        ReadStatus status;
        if (!_looks
            || MustStop(status = reader.TryPeek(out TokenHeader header), header)
            || header.Type == TokenType.Close)
        {
            return true; // not for a taster to judge
        }

        if (_taster is { } taster && !TryTaste(ref reader, header, taster, out step))
        {
            return false;
        }

        step = (_isNearLimit ? RefuseBeyondLimit(ref reader, header, position) : null) ?? UnsliceStep.Done;
        return step == UnsliceStep.Done;
    }

    private bool TryTaste(ref TokenReader reader, in TokenHeader header, CompiledTaster taster, out UnsliceStep step)
    {
        step = UnsliceStep.Done;
        TokenType type = header.Type;
        ulong length = header.BodyLength;
        if (type == TokenType.Open)
        {
            return true; // it may be a definition, or null: judged when its open type is known
        }

        if (type == TokenType.Vocab && !IsNull(header))
        {
            type = TokenType.String;
            length = _vocabulary.TryGet(header.Value, out VocabularyWord? word) ? (ulong)word.Utf8.Length : 0;
        }

        if ((type.Bit() & taster.Tokens) == 0)
        {
            step = Refuse(ref reader, ViolationCode.UnexpectedToken, header.Describe(), taster.Expected ?? "a token the taster accepts");
        }
        else if (type == TokenType.String && length > (ulong)taster.MaxStringBytes)
        {
            step = Refuse(
                ref reader, ViolationCode.StringTooLong, header.Describe(), taster.Expected ?? $"at most {taster.MaxStringBytes} bytes");
        }
        else if (type is TokenType.LongInt or TokenType.LongNeg && length > (ulong)taster.MaxIntegerBytes)
        {
            step = Refuse(
                ref reader, ViolationCode.IntegerTooLong, header.Describe(), taster.Expected ?? $"at most {taster.MaxIntegerBytes} bytes");
        }

        return step == UnsliceStep.Done;
    }

    /// <summary>Whether the tasters accept a sequence of this open type at the next position.</summary>
    private bool AcceptsOpenType(OpenType openType) => _taster is not { } taster || openType.Name switch
    {
        OpenTypes.None => (taster.Tokens & TokenTypes.Vocab) != 0,
        _ when (taster.Tokens & TokenTypes.Open) == 0 => false,
        OpenTypes.Reference => true, // judged by what it leads to
        _ => taster.AcceptsOpenType(openType.WireName),
    };

    /// <summary>A frame was pushed: what is in force where it stands, and what inside.</summary>
    private void EnterTasters(ref UnsliceFrame frame)
    {
        frame.Taster = _taster;
        Use(frame.Unslicer.IsWrapping ? _taster : InsideOf(ref frame));
        frame.Inside = _taster;
        _isTasting = true;
    }

    /// <summary>What is in force inside a frame's object before <see cref="UseTaster"/>.</summary>
    private CompiledTaster InsideOf(ref UnsliceFrame frame)
    {
        CompiledTaster inside = frame.Taster is { } taster ? _tasters.Inside(taster) : CompiledTaster.Anything;
        return _tasters.With(inside, frame.Unslicer.Taster);
    }

    private void Use(CompiledTaster? taster)
    {
        _taster = taster;
        _looks = _isNearLimit || taster is not null || !AllowsUndefinedEnums;
    }

    /// <summary>The top frame is gone, and with it its tasters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PopFrame()
    {
        _frames.Pop();
        if (_isTasting)
        {
            Use(_frames.Top.Inside);
        }
    }

    /// <summary>Shows the object of the top frame, which has closed, to the tasters of its position; null if they accept it.</summary>
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

        return TasteValue(taster, frame.Target)?.At(DescribePath(_frames.Count - 1), reader.Offset, reader.Tokens);
    }

    /// <summary>Shows a value to the tasters that asked for it; null if they accept it.</summary>
    private Refusal? TasteValue(CompiledTaster taster, object? value)
    {
        string expected = taster.Expected ?? "a value the taster accepts";
        try
        {
            return taster.Accepts(value)
                ? null
                : new(ViolationCode.RefusedValue, value is null ? "null" : $"a value of type {value.GetType().Name}", expected);
        }
        catch (Exception thrown) when (IsUserCode(thrown))
        {
            return Refusal.Of(thrown, expected);
        }
    }
}
