using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// An unslicer of values that consist of one token: bare where the type is declared, and the only token of a sequence where the
/// value describes itself (PROTOCOL.md [S-5]).
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
public abstract class TokenUnslicer<T> : Unslicer<T>
{
    private const int HasValue = 1;

    /// <summary>The open type of the self-describing form; null if the bare token describes itself.</summary>
    public abstract override OpenType? OpenType { get; }

    /// <inheritdoc/>
    public sealed override bool IsWrapping => true;

    /// <summary>
    /// Returns whether a sequence without the token is null; see <see cref="WireDialect.IsLenient"/> (PROTOCOL.md [F-3]).
    /// </summary>
    protected virtual bool AcceptsEmpty(UnslicerStack stack) => false;

    /// <summary>Reads the bare token, or consumes nothing; for unslicers of types composed of this one.</summary>
    public ReadStatus TryReadToken(ref TokenReader reader, UnslicerStack stack, out T? value) => TryRead(ref reader, stack, out value);

    /// <summary>
    /// Reads the token as the only one of a sequence, where neither another sequence nor null is allowed, so that the value never
    /// arrives by <see cref="Unslicer.TakeChild"/>.
    /// </summary>
    public UnsliceStep ReadAlone(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        value = default;
        if (!stack.TryTaste(ref reader, this, out UnsliceStep step) || TryRead(ref reader, stack, out value) == ReadStatus.Done)
        {
            return step;
        }

        step = stack.ReadToken(ref reader, this, out object? token);
        value = step == UnsliceStep.Done && token is not null ? (T)token : default;
        return step;
    }

    /// <summary>Reads a word as the STRING that it stands for (PROTOCOL.md [V-1]).</summary>
    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(stack);
        value = null;
        if ((Tokens & TokenTypes.String) == 0)
        {
            return false;
        }

        TokenReader reader = new(word.ToToken(), limits: stack.Limits);
        bool isTaken = TryRead(ref reader, stack, out T? read) == ReadStatus.Done;
        value = isTaken ? read : null;
        return isTaken;
    }

    /// <summary>Reads the token, or consumes nothing.</summary>
    protected abstract ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out T? value);

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value) =>
        TryRead(ref reader, stack, out value) == ReadStatus.Done
            ? UnsliceStep.Done
            : base.ReadUntasted(ref reader, stack, out value);

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (frame.State != HasValue)
        {
            if (AcceptsEmpty(stack) && stack.TryClose(ref reader, ref frame))
            {
                return UnsliceStep.Done;
            }

            UnsliceStep step = ReadAlone(ref reader, stack, out T? token);
            if (step != UnsliceStep.Done)
            {
                return step;
            }

            frame.Target = token;
            frame.State = HasValue;
        }

        return stack.Close(ref reader, ref frame);
    }
}
