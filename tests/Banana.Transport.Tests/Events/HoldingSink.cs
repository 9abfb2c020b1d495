using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

/// <summary>A sink that takes all events at once but those of one type, which wait until they are released.</summary>
internal sealed class HoldingSink(string held) : IEventSink
{
    private readonly Dictionary<string, int> _counts = []; // its lock guards what follows
    private readonly List<EventReceipt> _receipts = [];
    private readonly List<(string Name, int Count, TaskCompletionSource Reached)> _waits = [];
    private bool _isReleased;

    /// <summary>What was refused, or failed.</summary>
    public List<RefusedEvent> Refused { get; } = [];

    /// <summary>What has arrived.</summary>
    public List<IncomingEvent> Arrived { get; } = [];

    public int Count(string name)
    {
        lock (_counts)
        {
            return _counts.GetValueOrDefault(name);
        }
    }

    /// <summary>Waits until this many events of a type have arrived.</summary>
    public Task WaitForAsync(string name, int count)
    {
        lock (_counts)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((name, count, reached));
            Wake();
            return reached.Task.WaitAsync(RawPeer.Patience);
        }
    }

    public void ReleaseAll()
    {
        EventReceipt[] receipts;
        lock (_counts)
        {
            _isReleased = true;
            receipts = [.. _receipts];
            _receipts.Clear();
        }

        foreach (EventReceipt receipt in receipts)
        {
            receipt.Return();
        }
    }

    public void Take(EventConnection connection, in IncomingEvent incoming)
    {
        bool mustReturn;
        lock (_counts)
        {
            Arrived.Add(incoming);
            _counts[incoming.Name] = _counts.GetValueOrDefault(incoming.Name) + 1;
            mustReturn = incoming.Name != held || _isReleased;
            if (!mustReturn)
            {
                _receipts.Add(incoming.Receipt);
            }

            Wake();
        }

        if (mustReturn)
        {
            incoming.Receipt.Return();
        }
    }

    public void TakeSubscriptions(EventConnection connection, SubscriptionChange change)
    {
    }

    public void TakeRefusal(EventConnection connection, RefusedEvent refused)
    {
        lock (_counts)
        {
            Refused.Add(refused);
            _counts["refused"] = Refused.Count;
            Wake();
        }
    }

    public void TakeClose(EventConnection connection)
    {
    }

    private void Wake()
    {
        foreach ((string Name, int Count, TaskCompletionSource Reached) wait in _waits)
        {
            if (_counts.GetValueOrDefault(wait.Name) >= wait.Count)
            {
                wait.Reached.TrySetResult();
            }
        }
    }
}
