using System.Runtime.ExceptionServices;

namespace Banana.Slicing;

/// <summary>
/// Feeds a stream and those inside it with the arriving bytes, one buffer at a time, when one of them is awaited. Not
/// thread-safe.
/// </summary>
internal sealed class StreamPump
{
    private readonly Func<CancellationToken, ValueTask<bool>> _readPart;
    private ExceptionDispatchInfo? _fault;

    /// <summary>Creates a pump that reads by <paramref name="readPart"/>.</summary>
    /// <param name="readPart">A function that waits for bytes and reads them; true when everything has been read.</param>
    /// <param name="onRefused">A callback for refused elements; null to throw the first violation at the end of its stream.</param>
    public StreamPump(Func<CancellationToken, ValueTask<bool>> readPart, Action<Violation>? onRefused)
    {
        _readPart = readPart;
        OnRefused = onRefused;
    }

    /// <summary>A callback for refused elements.</summary>
    public Action<Violation>? OnRefused { get; }

    /// <summary>Whether everything has been read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Waits for bytes. A fault is thrown at the next call, because the elements before it are valid.</summary>
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
