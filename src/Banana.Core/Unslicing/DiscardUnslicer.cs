using System.Diagnostics;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Passes over a refused value in constant memory, to the matching CLOSE or behind a single token (PROTOCOL.md [S-4]). Its
/// frame's <see cref="UnsliceFrame.Number"/> counts what is open.
/// </summary>
internal sealed class DiscardUnslicer : Unslicer
{
    /// <summary>State: the value that stands next is to be passed over, whatever it is.</summary>
    public const int OneValue = 1;

    /// <summary>As a sequence's number: its CLOSE is not checked, because what is discarded is only counted.</summary>
    public const ulong AnyNumber = ulong.MaxValue;

    private const int AfterOpen = 2; // the next token may name a definition, which takes effect even here

    public static readonly DiscardUnslicer Instance = new();

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
                return UnsliceStep.More;
            }

            if (frame.Number == 0 && frame.State != OneValue)
            {
                return UnsliceStep.Done;
            }

            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (status != ReadStatus.Done || (header.Type.Bit() & TokenTypes.Control) != 0)
            {
                return stack.StopDiscard(ref reader, status, header);
            }

            if (frame.State == AfterOpen)
            {
                ReadStatus found = stack.TryFindDefinition(ref reader, header, out Unslicer? definition);
                if (found == ReadStatus.NeedMoreData)
                {
                    return UnsliceStep.More;
                }

                if (definition is not null)
                {
                    frame.State = 0;
                    frame.Number--;
                    stack.PushDefinition(definition);
                    return UnsliceStep.Child;
                }
            }

            Skip(ref reader, ref frame, header, stack);
        }
    }

    /// <summary>A malformed definition inside a discarded object is no second violation.</summary>
    public override bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack) => true;

    private static void Skip(ref TokenReader reader, ref UnsliceFrame frame, in TokenHeader header, UnslicerStack stack)
    {
        reader.Accept(header);
        switch (header.Type)
        {
            case TokenType.Open:
                stack.CountDiscardedOpen();
                frame.Number++;
                frame.State = stack.Dialect == WireDialect.Net ? AfterOpen : 0;
                break;
            case TokenType.Close:
                Debug.Assert(frame.Number > 0, "A CLOSE with nothing open is no value to pass over: it is the sequence around it that is too short.");
                frame.Number--;
                frame.State = 0;
                break;
            default:
                frame.State = 0;
                break;
        }
    }
}
