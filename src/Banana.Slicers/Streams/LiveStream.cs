namespace Banana.Slicing;

/// <summary>
/// A stream while it is read: its elements, as they arrive, to be enumerated once. One inside another is over when the outer goes on;
/// what it still had is passed over.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class LiveStream<T> : IAsyncEnumerable<T>, IAbandonable
{
    private readonly StreamPump _pump;
    private readonly Queue<(T? Element, Violation? Refused)> _arrived = new();
    private Violation? _refused; // the first, unless somebody is told of each
    private bool _isTaken;
    private bool _isComplete;
    private bool _isAbandoned;

    public LiveStream(StreamPump pump)
    {
        _pump = pump;
    }

    public void Add(T? element, Violation? refused)
    {
        if (!_isAbandoned)
        {
            _arrived.Enqueue((element, refused));
        }
    }

    /// <summary>The stream has ended; not as it should, if <paramref name="refused"/> says why.</summary>
    public void Complete(Violation? refused = null)
    {
        _refused ??= refused;
        _isComplete = true;
    }

    public void Abandon()
    {
        _isAbandoned = true;
        _arrived.Clear();
    }

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isTaken || _isAbandoned)
        {
            throw NotReadable();
        }

        _isTaken = true;
        try
        {
            while (true)
            {
                while (_arrived.TryDequeue(out (T? Element, Violation? Refused) next))
                {
                    if (next.Refused is not null)
                    {
                        Report(next.Refused);
                        continue;
                    }

                    yield return next.Element!;
                    (next.Element as IAbandonable)?.Abandon();
                    if (_isAbandoned)
                    {
                        throw NotReadable(); // while it was looked at, the stream around it went on
                    }
                }

                if (_isComplete)
                {
                    break;
                }

                await _pump.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Abandon();
        }

        if (_refused is not null)
        {
            throw new ViolationException(_refused);
        }
    }

    private static InvalidOperationException NotReadable() => new(
        "This stream has already been enumerated, or the enclosing stream has moved on. Enumerate it once, before requesting the next element.");

    private void Report(Violation refused)
    {
        if (_pump.OnRefused is { } handler)
        {
            handler(refused);
        }
        else
        {
            _refused ??= refused;
        }
    }
}

/// <summary>Something that is over when the stream around it goes on.</summary>
internal interface IAbandonable
{
    /// <summary>Nobody will read the rest.</summary>
    void Abandon();
}
