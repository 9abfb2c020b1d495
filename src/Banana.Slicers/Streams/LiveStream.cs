namespace Banana.Slicing;

/// <summary>
/// A stream that is being read. Its elements are enumerated once, as they arrive. A stream inside another ends when the outer one
/// continues; its unread elements are skipped.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class LiveStream<T> : IAsyncEnumerable<T>, IAbandonable
{
    private readonly StreamPump _pump;
    private readonly Queue<(T? Element, Violation? Refused)> _arrived = new();
    private Violation? _refused; // the first, unless a callback gets each of them
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

    /// <summary>Ends the stream, with a violation if <paramref name="refused"/> is not null.</summary>
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
                        throw NotReadable(); // meanwhile, the enclosing stream has moved on
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

/// <summary>A stream that ends when the enclosing stream moves on.</summary>
internal interface IAbandonable
{
    /// <summary>Abandons the remaining elements.</summary>
    void Abandon();
}
