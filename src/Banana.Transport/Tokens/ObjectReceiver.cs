using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Receives objects of one declared type from bare tokens.</summary>
/// <param name="tokens">The state of the stream.</param>
/// <param name="root">The unslicer of the objects.</param>
internal sealed class ObjectReceiver<T>(IncomingTokens tokens, Unslicer<T> root) : IReceiver<ReceivedObject<T>>
{
    public ReceiveStep Take(in ReadOnlySequence<byte> bytes, bool isEnd, out SequencePosition consumed, out ReceivedObject<T>? taken)
    {
        UnslicerStack stack = tokens.Stack;
        TokenReader reader = new(bytes, tokens.State, stack.Limits);
        try
        {
            taken = TryTake(ref reader, isEnd);
        }
        finally
        {
            consumed = bytes.GetPosition(reader.Offset - tokens.State.Offset);
            tokens.State = reader.State;
        }

        tokens.Output.Reply(stack, tokens.State.Offset);
        return taken is null ? ReceiveStep.More : ReceiveStep.Taken;
    }

    private ReceivedObject<T>? TryTake(ref TokenReader reader, bool isEnd)
    {
        UnslicerStack stack = tokens.Stack;
        if (tokens.Root != root)
        {
            tokens.Root = stack is { Depth: 0, IsInIndexPhase: false }
                ? root
                : throw new InvalidOperationException("An object of another type has been received in part. Finish receiving it with the type it was started with.");
        }

        try
        {
            do
            {
                if (stack.TryRead(ref reader, root, out T? value) == ReadStatus.Done)
                {
                    return new ReceivedObject<T>(value, null);
                }
            }
            while (tokens.Output.Reply(stack, reader.Offset));

            return isEnd && (stack.IsBusy || reader.Remaining > 0) ? throw reader.CreateUnexpectedEnd(stack.CurrentPath) : null;
        }
        catch (ViolationException refused)
        {
            return tokens.AbsorbsViolations
                ? new ReceivedObject<T>(default, refused.Violation)
                : throw new BananaProtocolException(
                    ProtocolErrorCode.RefusedObject, refused.Path, refused.Offset, refused.Violation.Found, refused.Violation.Expected);
        }
    }
}
