using Banana.Wire;

namespace Banana.Transport;

/// <summary>The envelope whose payload is being read.</summary>
internal sealed class IncomingEnvelope
{
    /// <summary>Whether there is an envelope whose payload is not complete.</summary>
    public bool IsOpen { get; private set; }

    public ushort Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The reader of the payload; null if the event is not registered.</summary>
    public PayloadReader? Reader { get; private set; }

    /// <summary>The size of the payload, in bytes.</summary>
    public int Bytes { get; private set; }

    /// <summary>The number of payload bytes that have not been consumed.</summary>
    public long Left { get; set; }

    /// <summary>The state of the payload's token stream; offsets count from the start of the payload.</summary>
    public TokenReaderState State { get; set; }

    public object? Value { get; private set; }

    public Violation? Violation { get; private set; }

    /// <summary>Whether the payload's object has been read or refused.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether a payload without an object is an error; control envelopes carry none.</summary>
    public bool NeedsValue => Id is ConnectionEventIds.EventType or >= ConnectionEventIds.FirstApplicationId;

    /// <summary>Begins the next envelope, whose header has been read.</summary>
    public void Begin(ushort id, string name, PayloadReader? reader, int bytes)
    {
        (Id, Name, Reader, Bytes, Left) = (id, name, reader, bytes, bytes);
        (State, Value, Violation, IsSettled) = (default, null, null, false);
        IsOpen = true;
    }

    /// <summary>Ends the envelope, whose payload has been read and delivered.</summary>
    public void End()
    {
        (Value, Violation) = (null, null); // an event is not kept alive
        IsOpen = false;
    }

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

    /// <summary>Refuses an unregistered event; its payload is skipped in constant memory.</summary>
    public void Refuse(long offset) => Refuse(new Violation(
        ViolationCode.UnregisteredType, "$", offset, 0, $"event '{Name}'", "a registered event"));
}
