using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>
/// A live stream inside an event: its elements arrive as its consumer takes them (PROTOCOL.md [E-10]). It can be enumerated once.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="receiver">The receiver of the connection.</param>
/// <param name="number">The number of the stream.</param>
/// <param name="element">The unslicer of the elements.</param>
/// <param name="stack">The stack that reads them.</param>
/// <param name="opened">The live streams inside the elements.</param>
/// <param name="credit">The credit of its bytes.</param>
internal sealed class IncomingLiveStream<T>(
    IEventDelivery receiver, ulong number, Unslicer<T> element, UnslicerStack stack, OpenedStreams opened, ReceiveCredit credit) : IncomingStream, IAsyncEnumerable<T>
{
    private readonly PayloadSource _source = new(stack); // of the reading task
    private readonly Queue<(T? Element, int Cost)> _arrived = new(); // its lock guards what follows
    private TaskCompletionSource? _awaited;
    private Exception? _fault;
    private ViolationException? _refused; // the first element that was refused
    private bool _isComplete;
    private bool _isLeft; // nobody takes the elements
    private bool _isTaken;

    public override ReceiveCredit Credit => credit;

    public override void Take(in ReadOnlySequence<byte> data, bool isLast, int cost)
    {
        if (Volatile.Read(ref _isLeft))
        {
            credit.Return(cost);
        }
        else
        {
            Read(data, isLast, ref cost);
            credit.ReturnPart(cost);
        }

        if (isLast)
        {
            End(null);
        }
    }

    public override void Abandon(string why) => End(NewAborted(why));

    public override void Refuse() => Leave();

    /// <summary>Enumerates the elements. If the consumer leaves before the end, the producer is told to stop.</summary>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isTaken, true))
        {
            throw new InvalidOperationException("A live stream can be enumerated once. Keep its elements if they are needed again.");
        }

        try
        {
            while (await WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                while (TryTake(out T? next))
                {
                    yield return next!;
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    private static ViolationException NewAborted(string why) => new(new Violation(ViolationCode.Aborted, "$", 0, 0, why, "more elements"));

    private bool TryTake(out T? next)
    {
        (T? Element, int Cost) taken;
        lock (_arrived)
        {
            if (!_arrived.TryDequeue(out taken))
            {
                next = default;
                return false;
            }
        }

        credit.ReturnEvent(taken.Cost);
        next = taken.Element;
        return true;
    }

    /// <summary>Waits for elements; false at the end.</summary>
    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        Task awaited;
        lock (_arrived)
        {
            if (_arrived.Count > 0)
            {
                return true;
            }

            if (_isComplete)
            {
                return _fault is null ? false : throw _fault;
            }

            _awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited = _awaited.Task;
        }

        await awaited.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Reads the elements of a fragment. A refused one is told at the end of the stream.</summary>
    private void Read(in ReadOnlySequence<byte> data, bool isLast, ref int cost)
    {
        ReadOnlySequence<byte> joined = _source.Join(data);
        TokenReader reader = new(joined, _source.State, stack.Limits);
        try
        {
            while (TryReadElement(ref reader, ref cost) && reader.Remaining > 0)
            {
            }

            if (isLast && (stack.IsBusy || reader.Remaining > 0))
            {
                throw reader.CreateUnexpectedEnd(stack.CurrentPath);
            }
        }
        finally
        {
            _source.Keep(joined, reader);
        }
    }

    /// <summary>Reads an element; false if it is not complete.</summary>
    private bool TryReadElement(ref TokenReader reader, ref int cost)
    {
        try
        {
            do
            {
                if (stack.TryRead(ref reader, element, out T? value) == ReadStatus.Done)
                {
                    opened.End(Add(value, ref cost));
                    if (stack.HasReplies)
                    {
                        receiver.MustReadOn(stack, reader.Offset);
                    }

                    return true;
                }
            }
            while (receiver.MustReadOn(stack, reader.Offset));

            return false;
        }
        catch (ViolationException refused)
        {
            opened.End(isAccepted: false);
            _refused ??= refused;
            return true;
        }
    }

    /// <summary>Gives an element to the consumer; false if it has left.</summary>
    private bool Add(T? value, ref int cost)
    {
        TaskCompletionSource? awaited;
        lock (_arrived)
        {
            if (_isLeft)
            {
                return false;
            }

            credit.AddEvent();
            _arrived.Enqueue((value, cost));
            cost = 0;
            awaited = _awaited;
            _awaited = null;
        }

        awaited?.TrySetResult();
        return true;
    }

    private void End(Exception? fault)
    {
        TaskCompletionSource? awaited;
        lock (_arrived)
        {
            if (!_isComplete)
            {
                _isComplete = true;
                _fault = fault ?? _refused;
            }

            awaited = _awaited;
            _awaited = null;
        }

        awaited?.TrySetResult();
    }

    private void Leave()
    {
        long cost = 0;
        bool mustStop;
        lock (_arrived)
        {
            if (_isLeft)
            {
                return;
            }

            _isLeft = true;
            mustStop = !_isComplete;
            while (_arrived.TryDequeue(out (T? Element, int Cost) next))
            {
                cost += next.Cost;
            }
        }

        credit.ReturnRest(cost);
        if (mustStop)
        {
            receiver.SendStop(number);
        }
    }
}
