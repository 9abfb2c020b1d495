using System.Buffers;

namespace Banana.Transport;

/// <summary>A large event of raw bytes, which are gathered until all of them have arrived.</summary>
internal sealed class LargeRawEvent(IEventDelivery receiver, IncomingEventType announced, EventType type, EventMarks marks, int maxBytes)
    : IncomingLargeEvent(receiver, announced, marks)
{
    private readonly ByteStage _bytes = new();

    private protected override void Add(in ReadOnlySequence<byte> data)
    {
        if (data.Length > maxBytes - _bytes.Count)
        {
            throw new ViolationException(new Violation(
                ViolationCode.StringTooLong, "$", _bytes.Count, 0, $"more than {maxBytes} bytes", $"at most {maxBytes} bytes (EventConnectionOptions.MaxRawEventBytes)"));
        }

        foreach (ReadOnlyMemory<byte> part in data)
        {
            _bytes.Append(part.Span);
        }
    }

    private protected override void Complete()
    {
        if (!type.TryReadRaw(new ReadOnlySequence<byte>(_bytes.Memory), out object? value, out Violation? violation))
        {
            throw new ViolationException(violation);
        }

        Value = value;
    }

    private protected override void Release() => _bytes.Release();

    private protected override Violation NewAborted(string why) => new(ViolationCode.Aborted, "$", _bytes.Count, 0, why, "the rest of the event");
}
