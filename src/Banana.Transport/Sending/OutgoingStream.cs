using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>A live stream that is being sent: the elements of an <see cref="IAsyncEnumerable{T}"/> inside an event (PROTOCOL.md [E-10]).</summary>
/// <param name="number">Its number.</param>
/// <param name="credit">Its credit.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source holds no handle, and a late stop must not fail.")]
internal abstract class OutgoingStream(ulong number, SendCredit credit)
{
    private readonly CancellationTokenSource _stopped = new();

    public ulong Number => number;

    public SendCredit Credit => credit;

    /// <summary>Cancels the producer, because the consumer has left.</summary>
    public void Stop() => _ = _stopped.CancelAsync();

    /// <summary>Sends all elements. Never fails.</summary>
    /// <param name="over">A token that is cancelled when nothing more is sent.</param>
    public async Task RunAsync(CancellationToken over)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the producer runs any code
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token, over);
        await RunCoreAsync(either.Token).ConfigureAwait(false);
    }

    private protected abstract Task RunCoreAsync(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class OutgoingStream<T>(
    ulong number, IAsyncEnumerable<T> source, Slicer<T> element, PartSlicer slicer, OutgoingFragments fragments, SendCredit credit)
    : OutgoingStream(number, credit)
{
    private protected override async Task RunCoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            slicer.StartStream();
            await foreach (T item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                SliceStep step = slicer.StartElement(element, item);
                await fragments.SendElementAsync(Number, step, cancellationToken).ConfigureAwait(false);
                slicer.StartStreams(); // the peer learns of them by the element
            }

            fragments.End(Number);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            fragments.Abandon(Number, null);
        }
        catch (Exception fault)
        {
            fragments.Abandon(Number, fault is ViolationException ? fault.Message : $"The producer failed ({fault.GetType().Name}).");
        }
        finally
        {
            slicer.End();
        }
    }
}
