using System.Buffers;

namespace Banana.Transport;

/// <summary>A large event of a type that is not taken. It is passed over.</summary>
internal sealed class RefusedLargeEvent(IEventDelivery receiver, IncomingEventType announced, EventMarks marks, Violation violation)
    : IncomingLargeEvent(receiver, announced, marks)
{
    private protected override void Add(in ReadOnlySequence<byte> data) => throw new ViolationException(violation);

    private protected override void Complete()
    {
    }

    private protected override void Release()
    {
    }

    private protected override Violation NewAborted(string why) => violation;
}
