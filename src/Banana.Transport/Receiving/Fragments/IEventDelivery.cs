using Banana.Slicing;

namespace Banana.Transport;

/// <summary>What streams of fragments need from the receiver of the connection.</summary>
internal interface IEventDelivery
{
    /// <summary>Creates a stack for a live stream whose elements are tasted.</summary>
    /// <param name="opened">What takes the streams inside the elements.</param>
    /// <param name="tasters">The tasters of the elements.</param>
    UnslicerStack NewStack(OpenedStreams opened, CompiledTaster tasters);

    /// <summary>Gives an event to the application, and tells the sender if it was refused.</summary>
    void Deliver(IncomingEventType type, object? value, Violation? violation, in EventMarks marks, int cost);

    /// <summary>Sends the answers to PINGs that a stack has read; true if it had stopped for them.</summary>
    /// <exception cref="BananaProtocolException">The peer sends PINGs and reads no answers.</exception>
    bool MustReadOn(UnslicerStack stack, long offset);

    /// <summary>Tells the sender of a live stream that its consumer has left.</summary>
    void SendStop(ulong number);
}
