using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Skips a value in constant memory: a single token, or a sequence up to its CLOSE (PROTOCOL.md [S-4]). Definitions inside take effect,
/// and do not count as values. The frame's <see cref="UnsliceFrame.Number"/> is the number of open sequences.
/// </summary>
internal sealed class DiscardUnslicer : Unslicer
{
    /// <summary>State: after the open sequences, another value must be skipped.</summary>
    public const int AwaitsValue = 1;

    private const int AfterOpen = 2; // a flag in the state: the next token may name a definition

    /// <summary>The instance for values that have been refused, and reported.</summary>
    public static readonly DiscardUnslicer Refused = new(isRefused: true);

    /// <summary>The instance for values that are not needed, inside an object that is not refused.</summary>
    public static readonly DiscardUnslicer Unwanted = new(isRefused: false);

    private DiscardUnslicer(bool isRefused)
    {
        IsRefused = isRefused;
    }

    public bool IsRefused { get; }

    public override Type Type => typeof(object);

    public override string Expected => "anything";

    public override UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        stack.ReadValue(ref reader, this, out value);

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        while (true)
        {
            if (reader.BodyRemaining > 0 && reader.SkipBody() != ReadStatus.Done)
            {
                return UnsliceStep.NeedMoreData;
            }

            if (frame.Number == 0 && frame.State == 0)
            {
                return UnsliceStep.Done;
            }

            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (status != ReadStatus.Done || (header.Type.Bit() & TokenTypes.Control) != 0)
            {
                return stack.StopWhileDiscarding(ref reader, status, header);
            }

            if ((frame.State & AfterOpen) != 0)
            {
                ReadStatus found = stack.TryFindDefinition(ref reader, header, out Unslicer? definition);
                if (found == ReadStatus.NeedMoreData)
                {
                    return UnsliceStep.NeedMoreData;
                }

                frame.State &= ~AfterOpen;
                if (definition is not null)
                {
                    frame.Number--;
                    stack.PushDefinition(definition);
                    return UnsliceStep.Pushed;
                }

                EndAwaiting(ref frame, level: 1);
            }
            else if (frame.Number == 0 && (header.Type.Bit() & (TokenTypes.Close | TokenTypes.Abort)) != 0)
            {
                return stack.StopAwaiting(ref reader, header);
            }

            Skip(ref reader, ref frame, header, stack);
        }
    }

    /// <summary>Absorbs violations of definitions inside a refused object, which has been reported already.</summary>
    public override bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack) => IsRefused;

    private static void Skip(ref TokenReader reader, ref UnsliceFrame frame, in TokenHeader header, UnslicerStack stack)
    {
        reader.Accept(header);
        switch (header.Type)
        {
            case TokenType.Open:
                stack.CountDiscardedOpen();
                frame.Number++;
                if (stack.Dialect.KeepsInitialWords)
                {
                    frame.State |= AfterOpen;
                }
                else
                {
                    EndAwaiting(ref frame, level: 1);
                }

                break;
            case TokenType.Close:
                frame.Number--;
                break;
            default:
                EndAwaiting(ref frame, level: 0);
                break;
        }
    }

    /// <summary>Ends the wait for the value, if the token was not inside a sequence.</summary>
    private static void EndAwaiting(ref UnsliceFrame frame, ulong level)
    {
        if (frame.Number == level)
        {
            frame.State = 0;
        }
    }
}
