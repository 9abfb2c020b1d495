namespace Banana.Transport;

/// <summary>An endpoint has been connected or disconnected.</summary>
/// <param name="Name">The name of the endpoint.</param>
/// <param name="IsConnected">Whether it is connected now.</param>
/// <param name="Reason">The reason why the connection has ended; null if it is connected.</param>
/// <param name="Message">The sentence that both sides report about the end; null if there is none.</param>
public sealed record ConnectionChange(string Name, bool IsConnected, ConnectionCloseReason? Reason = null, string? Message = null);
