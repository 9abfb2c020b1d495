namespace Banana.Transport;

/// <summary>Who gets the events of one type.</summary>
/// <param name="name">The wire name of the event.</param>
/// <param name="host">The endpoint.</param>
internal abstract class Route(string name, SubscriberHost host)
{
    private volatile Link[] _remote = [];

    /// <summary>The wire name of the event.</summary>
    public string Name => name;

    /// <summary>The links to the peers that subscribe. Replaced as a whole, under the lock of the switchboard.</summary>
    public Link[] Remote
    {
        get => _remote;
        set => _remote = value;
    }

    protected SubscriberHost Host => host;

    /// <summary>Adds a link or takes it out, as the peer wants the event or not.</summary>
    public void Set(Link link, bool isWanted)
    {
        if (isWanted != Remote.Contains(link))
        {
            Remote = isWanted ? [.. Remote, link] : [.. Remote.Where(other => !ReferenceEquals(other, link))];
        }
    }

    /// <summary>Takes a subscription of this endpoint out; true if it was the last one.</summary>
    public abstract bool RemoveLocal(Subscriber subscriber);

    /// <summary>Delivers an event of a peer to the subscriptions of this endpoint.</summary>
    public abstract void Receive(Link sender, in IncomingEvent incoming);
}

/// <inheritdoc/>
internal sealed class Route<T>(string name, SubscriberHost host) : Route(name, host)
    where T : notnull
{
    private volatile Subscriber<T>[] _local = [];

    /// <summary>The subscriptions of this endpoint. Replaced as a whole, under the lock of the switchboard.</summary>
    public Subscriber<T>[] Local
    {
        get => _local;
        set => _local = value;
    }

    public override bool RemoveLocal(Subscriber subscriber)
    {
        Local = [.. Local.Where(other => !ReferenceEquals(other, subscriber))];
        return Local.Length == 0;
    }

    public override void Receive(Link sender, in IncomingEvent incoming)
    {
        Subscriber<T>[] local = _local;
        ulong request = incoming.Marks.Request;
        if (local.Length == 1 && (request == 0 || local[0].Answers))
        {
            local[0].Take(new Delivery<T>((T)incoming.Value!, sender, request, incoming.Marks.Trace, new DeliveryCredit(incoming.Receipt)));
            return;
        }

        ReceiveSlow(local, sender, incoming);
    }

    /// <summary>Handles events for several subscriptions, for none, and requests that nobody answers.</summary>
    private void ReceiveSlow(Subscriber<T>[] local, Link sender, in IncomingEvent incoming)
    {
        bool isUnanswered = incoming.Marks.Request != 0 && !local.Any(subscriber => subscriber.Answers);
        DeliveryCredit.Shared shared = new(incoming.Receipt, local.Length + 1);
        Delivery<T> item = new((T)incoming.Value!, sender, incoming.Marks.Request, incoming.Marks.Trace, new DeliveryCredit(default, shared));
        foreach (Subscriber<T> subscriber in local)
        {
            subscriber.Take(item);
        }

        if (local.Length == 0)
        {
            Host.Report.Meter.Dropped(Host.Report.Name, Name); // it was under way when the last subscription ended
        }

        if (isUnanswered)
        {
            Host.Replies.Fail(sender, item.Request, $"Nobody at '{Host.Report.Name}' answers '{Name}'.");
        }

        shared.Return();
    }
}
