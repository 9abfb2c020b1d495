using Microsoft.Extensions.Logging;

namespace Banana.Transport;

/// <summary>All log events of the bus, by number. A number is never used again for another event.</summary>
/// <remarks>Text from peers is escaped before it comes here.</remarks>
internal static partial class LogEvents
{
    [LoggerMessage(1, LogLevel.Information, "{Endpoint} serves at {Address}")]
    public static partial void Serving(ILogger logger, string endpoint, string address);

    [LoggerMessage(2, LogLevel.Information, "{Endpoint} is connected to {Peer} at {Address}")]
    public static partial void Connected(ILogger logger, string endpoint, string peer, string address);

    [LoggerMessage(3, LogLevel.Information, "{Endpoint} is no longer connected to {Peer}: {Reason} {Message}")]
    public static partial void Disconnected(ILogger logger, string endpoint, string peer, ConnectionCloseReason? reason, string? message);

    [LoggerMessage(4, LogLevel.Warning, "{Endpoint} could not establish a connection with {Address}")]
    public static partial void NotEstablished(ILogger logger, Exception cause, string endpoint, string address);

    [LoggerMessage(5, LogLevel.Warning, "{Endpoint} turned {Address} away: it has {Count} connections over {Listener}, the most it takes")]
    public static partial void Overloaded(ILogger logger, string endpoint, string address, int count, string listener);

    [LoggerMessage(6, LogLevel.Error, "{Endpoint} could not accept a connection at {Address}, and tries again after {Delay}")]
    public static partial void AcceptFailed(ILogger logger, Exception cause, string endpoint, string address, TimeSpan delay);

    [LoggerMessage(7, LogLevel.Warning, "{Endpoint} could not connect to {Address}, and tries again after {Delay}")]
    public static partial void Retrying(ILogger logger, Exception cause, string endpoint, string address, TimeSpan delay);

    [LoggerMessage(8, LogLevel.Error, "{Endpoint} no longer tries to connect to {Address}")]
    public static partial void GaveUp(ILogger logger, Exception cause, string endpoint, string address);

    [LoggerMessage(9, LogLevel.Error, "A handler of {Endpoint} failed with an event '{Event}' from {Sender}")]
    public static partial void HandlerFailed(ILogger logger, Exception fault, string endpoint, string @event, string sender);

    [LoggerMessage(10, LogLevel.Critical, "{Endpoint} stops because one of its handlers failed")]
    public static partial void StoppedByFault(ILogger logger, Exception fault, string endpoint);

    [LoggerMessage(11, LogLevel.Warning, "{Endpoint} refused an event '{Event}' from {Sender}: {Violation}")]
    public static partial void Refused(ILogger logger, string endpoint, string @event, string sender, Violation violation);

    [LoggerMessage(12, LogLevel.Warning, "{Peer} refused an event '{Event}' of {Endpoint}: {Message}")]
    public static partial void RefusedByPeer(ILogger logger, string peer, string @event, string endpoint, string message);

    [LoggerMessage(13, LogLevel.Error, "{Peer} subscribes to '{Event}' but cannot read it; {Endpoint} did not send it there")]
    public static partial void NotAccepted(ILogger logger, Exception cause, string peer, string @event, string endpoint);

    [LoggerMessage(14, LogLevel.Warning, "A subscription of {Endpoint} to '{Event}' is full and drops events from now on, by its option {Mode}")]
    public static partial void Dropping(ILogger logger, string endpoint, string @event, string mode);

    [LoggerMessage(15, LogLevel.Error, "{Endpoint} could not publish an event '{Event}' from its queue")]
    public static partial void NotPublished(ILogger logger, Exception fault, string endpoint, string @event);

    [LoggerMessage(16, LogLevel.Debug, "{Endpoint} dropped an answer of {Peer} that nobody waits for")]
    public static partial void LateReply(ILogger logger, string endpoint, string peer);

    [LoggerMessage(17, LogLevel.Debug, "{Endpoint} lost {Peer} while sending: {Reason}")]
    public static partial void LostWhileSending(ILogger logger, string endpoint, string peer, string reason);

    [LoggerMessage(18, LogLevel.Error, "{Endpoint} failed to close its connection to {Peer}")]
    public static partial void NotClosed(ILogger logger, Exception fault, string endpoint, string peer);

    [LoggerMessage(19, LogLevel.Error, "{Endpoint} failed to close the listener at {Address}")]
    public static partial void ListenerNotClosed(ILogger logger, Exception fault, string endpoint, string address);

    [LoggerMessage(40, LogLevel.Warning, "{Endpoint} is still stopping when the host waits no longer: a handler is running")]
    public static partial void StillStopping(ILogger logger, string endpoint);

    [LoggerMessage(41, LogLevel.Warning, "{Endpoint} could not accept a connection at {Address}")]
    public static partial void NotAcceptedAt(ILogger logger, Exception cause, string endpoint, string address);
}
