using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>A large event that is being built from its fragments.</summary>
/// <param name="receiver">Who gets the event.</param>
/// <param name="announced">Its type, as announced.</param>
/// <param name="type">Its type.</param>
/// <param name="marks">Its marks.</param>
/// <param name="stack">The stack that builds it.</param>
/// <param name="opened">The live streams inside.</param>
internal sealed class LargeEvent(
    IEventDelivery receiver, IncomingEventType announced, EventType type, EventMarks marks, UnslicerStack stack, OpenedStreams opened)
    : IncomingLargeEvent(receiver, announced, marks)
{
    private readonly PayloadSource _source = new(stack);
    private bool _isBuilt;

    private protected override void Add(in ReadOnlySequence<byte> data)
    {
        ReadOnlySequence<byte> joined = _source.Join(data);
        TokenReader reader = new(joined, _source.State, stack.Limits);
        try
        {
            do
            {
                if (!_isBuilt && type.TryRead(ref reader, stack, out object? value) == ReadStatus.Done)
                {
                    _isBuilt = true;
                    Value = value;
                }
            }
            while (Receiver.MustReadOn(stack, reader.Offset) && !_isBuilt);

            if (_isBuilt && reader.Remaining > 0)
            {
                throw new BananaProtocolException(ProtocolErrorCode.TrailingData, "$", reader.Offset, "more bytes", "the end of the payload");
            }
        }
        finally
        {
            _source.Keep(joined, reader);
        }
    }

    private protected override void Complete()
    {
        if (!_isBuilt)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.UnexpectedEnd, stack.CurrentPath, _source.State.Offset, "the last fragment", "the rest of the event");
        }

        opened.End(isAccepted: true);
    }

    private protected override void Release()
    {
        opened.End(isAccepted: false); // unless it is complete
        _source.Release();
    }

    private protected override Violation NewAborted(string why) =>
        new(ViolationCode.Aborted, stack.CurrentPath, _source.State.Offset, 0, why, "the rest of the event");
}
