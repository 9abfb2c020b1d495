namespace Banana.Transport;

/// <summary>
/// What the peer may send for an event type, a live stream, or the connection: bytes come back when the application has taken what they
/// made (PROTOCOL.md [E-11]). Thread-safe.
/// </summary>
/// <remarks>
/// A large event is built while it arrives, so its bytes come back at once; but not while the application has older events of the same
/// type to take. So what has been built and not been taken is never more than one large event and one window.
/// </remarks>
/// <param name="output">The output, for the credit given.</param>
/// <param name="number">The number on the wire.</param>
/// <param name="window">The bytes that the peer may send at the beginning.</param>
/// <param name="connection">The credit of the connection; null if it is this one.</param>
internal sealed class ReceiveCredit(EventOutput output, ulong number, long window, ReceiveCredit? connection)
{
    private readonly long _half = window / 2;
    private long _open = window;
    private long _taken; // and not given back yet
    private long _held; // bytes of incomplete large events
    private int _waiting; // events that the application has not taken

    /// <summary>Takes the bytes of an envelope; false if the peer had no credit for them.</summary>
    public bool TryUse(int bytes) => Interlocked.Add(ref _open, -bytes) >= 0 && (connection is null || connection.TryUse(bytes));

    /// <summary>Counts an event, of which the application gets a receipt.</summary>
    public void AddEvent() => Interlocked.Increment(ref _waiting);

    /// <summary>Gives the bytes of an event back, which the application has taken.</summary>
    public void ReturnEvent(int bytes)
    {
        if (Interlocked.Decrement(ref _waiting) == 0 && Volatile.Read(ref _held) > 0)
        {
            Return(Interlocked.Exchange(ref _held, 0));
        }

        Return(bytes);
    }

    /// <summary>Gives the bytes of a part of an event back, as soon as no older event waits.</summary>
    public void ReturnPart(int bytes)
    {
        Interlocked.Add(ref _held, bytes);
        if (Volatile.Read(ref _waiting) == 0)
        {
            Return(Interlocked.Exchange(ref _held, 0));
        }
    }

    /// <summary>Gives bytes back that made nothing.</summary>
    public void Return(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) >= _half)
        {
            GiveSlow();
        }

        connection?.Return(bytes);
    }

    /// <summary>Gives bytes back together with all that is held, because nobody takes events any more.</summary>
    public void ReturnRest(long bytes)
    {
        Volatile.Write(ref _waiting, 0);
        Return(bytes + Interlocked.Exchange(ref _held, 0));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void GiveSlow()
    {
        long given = Interlocked.Exchange(ref _taken, 0);
        if (given > 0)
        {
            Interlocked.Add(ref _open, given);
            output.SendControl(EnvelopeIds.Credit, (number, given), static (ref writer, credit) =>
            {
                writer.WriteReferenceId(credit.number);
                writer.WriteReferenceId((ulong)credit.given);
            });
        }
    }
}
