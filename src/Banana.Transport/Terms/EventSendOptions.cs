namespace Banana.Transport;

/// <summary>How an event is sent: in which order, and how urgently.</summary>
public sealed record EventSendOptions
{
    /// <summary>
    /// The lane. Events of one lane arrive in the order in which they were sent; those of different lanes do not wait for each
    /// other.
    /// </summary>
    /// <value>The default is null: each type of event has a lane of its own.</value>
    public string? Lane { get; init; }

    /// <summary>Which of several waiting events is sent first.</summary>
    /// <value>The default is <see cref="EventPriority.Normal"/>.</value>
    public EventPriority Priority { get; init; } = EventPriority.Normal;
}
