namespace Banana.Transport;

/// <summary>
/// The work of one subscription's handler, known to all that the handler calls. So a handler can end its own subscription without
/// waiting for itself, and handlers that wait for room in each other's queues are told so rather than to wait forever.
/// </summary>
/// <param name="host">The endpoint of the subscription.</param>
internal sealed class HandlerScope(SubscriberHost host)
{
    private static readonly AsyncLocal<HandlerScope?> s_current = new();
    private static readonly Lock s_gate = new(); // taken only where someone waits for room

    private readonly List<HandlerScope> _waitsFor = [];

    /// <summary>The handler in which the caller runs; null outside of handlers.</summary>
    public static HandlerScope? Current => s_current.Value;

    /// <summary>The endpoint of the subscription.</summary>
    public SubscriberHost Host => host;

    /// <summary>Makes this the scope of the current asynchronous method, and of all that it calls.</summary>
    public void Enter() => s_current.Value = this;

    /// <summary>Notes that this handler waits for another one; false if that one waits for this one, directly or not.</summary>
    public bool TryWaitFor(HandlerScope other)
    {
        lock (s_gate)
        {
            if (other.Reaches(this))
            {
                return false;
            }

            _waitsFor.Add(other);
            return true;
        }
    }

    /// <summary>Notes that the wait is over.</summary>
    public void StopWaitingFor(HandlerScope other)
    {
        lock (s_gate)
        {
            _waitsFor.Remove(other);
        }
    }

    // there are no cycles, so that this ends
    private bool Reaches(HandlerScope target) => ReferenceEquals(this, target) || _waitsFor.Any(next => next.Reaches(target));
}
