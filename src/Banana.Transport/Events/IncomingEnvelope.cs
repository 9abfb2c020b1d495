using Banana.Wire;

namespace Banana.Transport;

/// <summary>An envelope whose payload is being read.</summary>
internal sealed class IncomingEnvelope(ushort id, string name, PayloadReader? reader, int bytes)
{
    public ushort Id => id;

    public string Name => name;

    /// <summary>Who reads the payload; null if nobody registered the event here.</summary>
    public PayloadReader? Reader => reader;

    /// <summary>The size of the payload.</summary>
    public int Bytes => bytes;

    /// <summary>Payload bytes that have not been consumed.</summary>
    public long Left { get; set; } = bytes;

    /// <summary>Where the payload's token stream stands; offsets count from the start of the payload.</summary>
    public TokenReaderState State { get; set; }

    public object? Value { get; private set; }

    public Violation? Violation { get; private set; }

    /// <summary>Whether the payload's object has been read or refused.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether a payload without an object is an error; control envelopes carry none.</summary>
    public bool NeedsValue => Id is ConnectionEventIds.EventType or >= ConnectionEventIds.FirstApplicationId;

    public void Deliver(object? value)
    {
        Value = value;
        IsSettled = true;
    }

    public void Refuse(Violation violation)
    {
        Violation = violation;
        IsSettled = true;
    }

    /// <summary>Refuses an event that nobody registered; its payload is passed over in constant memory.</summary>
    public void Refuse(long offset) => Refuse(new Violation(
        ViolationCode.UnregisteredType, "$", offset, 0, $"event '{Name}'", "an event that is registered here"));
}
