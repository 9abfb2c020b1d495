namespace Banana.Transport;

/// <summary>Who gets an event, and how it is sent.</summary>
public sealed record PublishOptions
{
    private readonly EventSendOptions? _send; // made once, not for each event

    /// <summary>The name of the only endpoint that gets the event, which may be the own one.</summary>
    /// <value>The default is null: all that subscribe get it.</value>
    public string? To { get; init; }

    /// <summary>Whether only the subscriptions of the publishing endpoint get the event.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether it is an error if nobody would get the event.</summary>
    /// <value>The default is true.</value>
    public bool RequireSubscriber { get; init; } = true;

    /// <summary>The lane of the event, see <see cref="EventSendOptions.Lane"/>.</summary>
    /// <value>The default is null: the lane of its type.</value>
    public string? Lane
    {
        get => _send?.Lane;
        init => _send = (_send ?? new EventSendOptions()) with { Lane = value };
    }

    /// <summary>Which of several waiting events is sent first.</summary>
    /// <value>The default is <see cref="EventPriority.Normal"/>.</value>
    public EventPriority Priority
    {
        get => _send?.Priority ?? EventPriority.Normal;
        init => _send = (_send ?? new EventSendOptions()) with { Priority = value };
    }

    internal static PublishOptions Default { get; } = new();

    internal EventSendOptions? Send => _send;
}
