using Microsoft.Extensions.Logging;

namespace Banana.Transport;

/// <summary>Says what happens at an endpoint: in its log, and in its figures.</summary>
/// <param name="name">The name of the endpoint.</param>
/// <param name="logger">The log.</param>
/// <param name="meter">The figures.</param>
internal sealed class BusReport(string name, ILogger logger, BusMeter meter)
{
    /// <summary>The name of the endpoint.</summary>
    public string Name => name;

    /// <summary>The log, for what is not counted.</summary>
    public ILogger Logger => logger;

    /// <summary>The figures, for what is not logged.</summary>
    public BusMeter Meter => meter;

    public void Connected(string peer, string address)
    {
        meter.Connections(name, 1);
        LogEvents.Connected(logger, name, peer, address);
    }

    public void Disconnected(string peer, ConnectionCloseReason? reason, string? message)
    {
        meter.Connections(name, -1);
        meter.Disconnected(name, reason);
        LogEvents.Disconnected(logger, name, peer, reason, message is null ? "" : ForeignText.Escape(message));
    }

    public void NotEstablished(Exception cause, string address)
    {
        meter.Rejected(name, cause.GetType().Name);
        LogEvents.NotEstablished(logger, cause, name, address);
    }

    public void Overloaded(string address, int count, string listener)
    {
        meter.Rejected(name, nameof(ConnectionCloseReason.Overloaded));
        LogEvents.Overloaded(logger, name, address, count, listener);
    }

    public void HandlerFailed(Exception fault, string eventName, string sender)
    {
        meter.Faulted(name, eventName);
        LogEvents.HandlerFailed(logger, fault, name, eventName, sender);
    }

    public void Refused(string eventName, string sender, Violation violation)
    {
        meter.Violated(name, eventName);
        LogEvents.Refused(logger, name, ForeignText.Escape(eventName), sender, violation);
    }

    public void RefusedByPeer(string peer, RefusedEvent refused)
    {
        meter.Refused(name, refused.Name);
        LogEvents.RefusedByPeer(logger, peer, ForeignText.Escape(refused.Name), name, ForeignText.Escape(refused.Message));
    }

    public void RepliedLate(string peer)
    {
        meter.RepliedLate(name);
        LogEvents.LateReply(logger, name, peer);
    }

    public void NotPublished(Exception fault, string eventName)
    {
        meter.Dropped(name, eventName);
        LogEvents.NotPublished(logger, fault, name, eventName);
    }
}
