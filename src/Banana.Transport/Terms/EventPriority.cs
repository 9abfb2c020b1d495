namespace Banana.Transport;

/// <summary>Which of several waiting events is sent first. Within a lane, the order of the calls counts.</summary>
public enum EventPriority
{
    /// <summary>After all others.</summary>
    Low,

    /// <summary>The usual.</summary>
    Normal,

    /// <summary>Before all others.</summary>
    High,
}
