using System.Buffers;

namespace Banana.Transport;

/// <summary>An event that arrives in fragments.</summary>
/// <param name="receiver">Who gets the event.</param>
/// <param name="announced">Its type, as announced.</param>
/// <param name="marks">Its marks.</param>
internal abstract class IncomingLargeEvent(IEventDelivery receiver, IncomingEventType announced, EventMarks marks) : IncomingStream
{
    private bool _isRefused;

    public sealed override ReceiveCredit Credit => announced.Credit;

    private protected IEventDelivery Receiver => receiver;

    /// <summary>The event, from <see cref="Complete"/> on at the latest.</summary>
    private protected object? Value { get; set; }

    public sealed override void Take(in ReadOnlySequence<byte> data, bool isLast, int cost)
    {
        if (_isRefused)
        {
            announced.Credit.Return(cost); // it is passed over, and nobody has to take it
            return;
        }

        try
        {
            Add(data);
            if (isLast)
            {
                Complete();
            }
        }
        catch (ViolationException refused)
        {
            Refuse(refused.Violation, cost); // which somebody has to take: refusals cannot fill a queue for free
            return;
        }

        if (isLast)
        {
            receiver.Deliver(announced, Value, null, marks, cost);
            Release();
        }
        else
        {
            announced.Credit.ReturnPart(cost);
        }
    }

    public sealed override void Abandon(string why)
    {
        if (!_isRefused)
        {
            Refuse(NewAborted(why), cost: 0);
        }
    }

    /// <summary>Adds the data of a fragment.</summary>
    /// <exception cref="ViolationException">The event is refused; its other fragments are passed over.</exception>
    /// <exception cref="BananaProtocolException">The data is malformed.</exception>
    private protected abstract void Add(in ReadOnlySequence<byte> data);

    /// <summary>Completes the event after its last fragment.</summary>
    /// <inheritdoc cref="Add"/>
    private protected abstract void Complete();

    /// <summary>Releases the memory that is not that of the event.</summary>
    private protected abstract void Release();

    private protected abstract Violation NewAborted(string why);

    private void Refuse(Violation violation, int cost)
    {
        _isRefused = true;
        Value = null;
        Release();
        receiver.Deliver(announced, null, violation, marks, cost);
    }
}
