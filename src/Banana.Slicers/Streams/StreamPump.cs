using System.Runtime.ExceptionServices;

namespace Banana.Slicing;

/// <summary>
/// Feeds a stream and those inside it with what arrives, one buffer at a time, for whichever of them is waited for. Not thread-safe.
/// </summary>
internal sealed class StreamPump
{
    private readonly Func<CancellationToken, ValueTask<bool>> _readPart;
    private ExceptionDispatchInfo? _fault;

    /// <summary>Reads by <paramref name="readPart"/>, which says whether all has been read.</summary>
    /// <param name="readPart">Takes what has arrived, after waiting for something to arrive.</param>
    /// <param name="onRefused">Told of every refused element; null to have the first thrown at the end of its stream.</param>
    public StreamPump(Func<CancellationToken, ValueTask<bool>> readPart, Action<Violation>? onRefused)
    {
        _readPart = readPart;
        OnRefused = onRefused;
    }

    /// <summary>Told of every refused element.</summary>
    public Action<Violation>? OnRefused { get; }

    /// <summary>Whether all has been read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Waits for something to arrive. A fault is thrown at the next call: the elements before it are good.</summary>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        _fault?.Throw();
        try
        {
            IsComplete = await _readPart(cancellationToken).ConfigureAwait(false);
        }
        catch (BananaException lost)
        {
            _fault = ExceptionDispatchInfo.Capture(lost);
        }
    }
}
