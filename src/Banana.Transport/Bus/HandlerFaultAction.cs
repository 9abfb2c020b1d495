namespace Banana.Transport;

/// <summary>What an endpoint does when a handler throws. In any case it is logged and counted.</summary>
public enum HandlerFaultAction
{
    /// <summary>The handler gets the next event.</summary>
    Continue,

    /// <summary>The endpoint stops; <see cref="Endpoint.Fault"/> has the exception.</summary>
    StopEndpoint,
}
