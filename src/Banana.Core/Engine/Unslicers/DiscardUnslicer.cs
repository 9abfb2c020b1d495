using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Passes over a value in constant memory, to the matching CLOSE or behind a single token (PROTOCOL.md [S-4]). Definitions take effect even
/// here, and are no values. Its frame's <see cref="UnsliceFrame.Number"/> counts what is open.
/// </summary>
internal sealed class DiscardUnslicer : Unslicer
{
    /// <summary>State: behind what is open, a value is to be passed over, whatever it is.</summary>
    public const int AwaitsValue = 1;

    private const int AfterOpen = 2; // added to the state: the next token may name a definition

    /// <summary>For what is refused, which has been reported.</summary>
    public static readonly DiscardUnslicer Refused = new(isRefused: true);

    /// <summary>For what nobody here wants, of an object that is good so far.</summary>
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

    /// <summary>A malformed definition inside a discarded object is no second violation.</summary>
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

    /// <summary>What came is the value, unless it is inside of something.</summary>
    private static void EndAwaiting(ref UnsliceFrame frame, ulong level)
    {
        if (frame.Number == level)
        {
            frame.State = 0;
        }
    }
}
