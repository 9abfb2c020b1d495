namespace Banana.Transport;

/// <summary>How many bytes may be sent for an event type, a live stream or the connection. Protected by the output's gate.</summary>
internal sealed class SendCredit(long initial)
{
    /// <summary>The number of bytes left.</summary>
    public long Left { get; private set; } = initial;

    /// <summary>Uses some of the credit, of which enough must be left.</summary>
    public void Use(int bytes) => Left -= bytes;

    /// <summary>Adds credit given by the peer; false if it gives more than a number can hold.</summary>
    public bool TryAdd(ulong bytes)
    {
        if (bytes > long.MaxValue / 2 || Left > long.MaxValue / 2)
        {
            return false;
        }

        Left += (long)bytes;
        return true;
    }
}
