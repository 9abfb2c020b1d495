namespace Banana.Transport;

/// <summary>The lanes that senders have named, as long as they are in use. Thread-safe.</summary>
internal sealed class NamedLanes
{
    private readonly Dictionary<string, (Lane Lane, int Users)> _lanes = new(StringComparer.Ordinal); // its own lock

    /// <summary>Returns the lane of a name. Each call is followed by one of <see cref="Release"/>.</summary>
    public Lane Use(string name)
    {
        lock (_lanes)
        {
            (Lane Lane, int Users) used = _lanes.TryGetValue(name, out (Lane Lane, int Users) known) ? known : (new Lane(), 0);
            _lanes[name] = (used.Lane, used.Users + 1);
            return used.Lane;
        }
    }

    /// <summary>Ends a use; the last one forgets the lane.</summary>
    public void Release(string name)
    {
        lock (_lanes)
        {
            (Lane lane, int users) = _lanes[name];
            if (users == 1)
            {
                _lanes.Remove(name);
            }
            else
            {
                _lanes[name] = (lane, users - 1);
            }
        }
    }
}
