using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// The sending half of an event connection. Envelopes are staged, and a pump moves all that is staged into the pipe with one flush.
/// The connection's own envelopes go first. Thread-safe.
/// </summary>
/// <param name="pipe">The pipe, which only the pump writes to.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source holds no handle, and who comes late must be told that the connection is closed.")]
internal sealed partial class EventOutput(PipeWriter pipe) : IStreamOutput, IThreadPoolWorkItem
{
    private const int MostStaged = 64 * 1024;
    private const int MostBulk = 32 * 1024; // fragments leave room for small events
    private const int NotHeld = -1; // less than any rank

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _over = new();
    private readonly ByteStage _controls = new();
    private readonly ByteStage _staged = new();
    private readonly List<Demand> _demands = []; // by rank, then by arrival
    private SendCredit _connection = new(0);
    private Exception? _lost;
    private TaskCompletionSource? _idle; // completed when the pump stops
    private bool _isClosed;
    private bool _isPumping;
    private int _heldRank = NotHeld; // of the demand that waits for room or for the connection's credit: those of its rank that come later wait, too
    private bool _isLast; // the goodbye has been staged

    /// <summary>A token that is cancelled when nothing more is sent.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Whether nothing more reaches the peer.</summary>
    public bool IsLost => Volatile.Read(ref _lost) is not null;

    /// <summary>Sets the credit of the connection, when the peer has said hello.</summary>
    public void Begin(long window)
    {
        lock (_gate)
        {
            _connection = new SendCredit(window);
        }
    }

    /// <summary>Stages an envelope if it need not wait.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="credit">The credit that it uses.</param>
    /// <param name="rank">Its rank; larger ones are sent first.</param>
    /// <exception cref="IOException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public bool TryStage(scoped ReadOnlySpan<byte> envelope, SendCredit credit, int rank)
    {
        bool mustPump;
        lock (_gate)
        {
            ThrowIfOver();
            if (rank <= _heldRank || !HasRoom(rank) || credit.Left < envelope.Length || _connection.Left < envelope.Length)
            {
                return false;
            }

            credit.Use(envelope.Length);
            _connection.Use(envelope.Length);
            _staged.Append(envelope);
            mustPump = MustPump();
        }

        Pump(mustPump);
        return true;
    }

    /// <summary>Stages an envelope when there is credit and room.</summary>
    /// <param name="envelope">The envelope, which must not change before the task ends.</param>
    /// <param name="credit">The credit that it uses.</param>
    /// <param name="rank">Its rank.</param>
    /// <param name="cancellationToken">A token that cancels the wait; the envelope is then not sent.</param>
    /// <exception cref="IOException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task StageAsync(ReadOnlyMemory<byte> envelope, SendCredit credit, int rank, CancellationToken cancellationToken)
    {
        if (TryStage(envelope.Span, credit, rank))
        {
            return;
        }

        Demand demand = new(envelope, credit, rank);
        lock (_gate)
        {
            ThrowIfOver();
            int place = _demands.FindIndex(other => other.Rank < rank);
            _demands.Insert(place < 0 ? _demands.Count : place, demand);
        }

        Grant(); // what it waits for may have come meanwhile
        try
        {
            await demand.Sent.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!TryWithdraw(demand))
            {
                await demand.Sent.ConfigureAwait(false); // it was staged at the same moment
                return;
            }

            Grant(); // to those that waited behind it
            throw;
        }
    }

    /// <summary>Stages an envelope that uses no credit, after all that are staged.</summary>
    public void StageUncredited(scoped ReadOnlySpan<byte> envelope)
    {
        bool mustPump;
        lock (_gate)
        {
            if (_lost is not null || _isLast)
            {
                return;
            }

            _staged.Append(envelope);
            mustPump = MustPump();
        }

        Pump(mustPump);
    }

    /// <summary>Sends an envelope of the connection's own, before all events that wait.</summary>
    /// <returns>The number of bytes of such envelopes that wait; 0 if nothing more is sent.</returns>
    public int SendControl<TState>(ushort id, TState state, EnvelopeBuilder.Fill<TState> fill)
        where TState : allows ref struct
    {
        bool mustPump;
        int waiting;
        lock (_gate)
        {
            if (_lost is not null || _isLast)
            {
                return 0;
            }

            EnvelopeBuilder.Write(_controls, id, state, fill);
            waiting = _controls.Count;
            mustPump = MustPump();
        }

        Pump(mustPump);
        return waiting;
    }

    /// <summary>Sends the answers to PINGs that a stack has read.</summary>
    /// <returns>The number of bytes of the connection's own envelopes that wait.</returns>
    public int SendReplies(UnslicerStack stack)
    {
        ByteStage replies = new();
        int waiting = stack.TakeReplies(replies)
            ? SendControl(EnvelopeIds.Control, replies, static (ref writer, replies) => writer.WriteTokens(replies.Written))
            : 0;
        replies.Release();
        return waiting;
    }

    /// <inheritdoc/>
    public void SendPing(ulong number) => SendControl(EnvelopeIds.Control, number, static (ref writer, number) => writer.WritePing(number));

    /// <summary>Adds credit given by the peer; false if it is too much.</summary>
    /// <param name="credit">The credit; null for that of the connection.</param>
    /// <param name="bytes">The number of bytes.</param>
    public bool TryAddCredit(SendCredit? credit, ulong bytes)
    {
        lock (_gate)
        {
            if (!(credit ?? _connection).TryAdd(bytes))
            {
                return false;
            }
        }

        Grant();
        return true;
    }

    /// <exception cref="IOException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void ThrowIfOver()
    {
        if (Volatile.Read(ref _isClosed))
        {
            throw StreamCore.NewClosed();
        }

        if (Volatile.Read(ref _lost) is { } why)
        {
            throw NewLost(why);
        }
    }

    private static IOException NewLost(Exception why) => new($"The connection is lost. Make a new one. {why.Message}", why);

    private bool HasRoom(int rank) => _staged.Count < (SendRanks.IsBulk(rank) ? MostBulk : MostStaged);

    private bool TryWithdraw(Demand demand)
    {
        lock (_gate)
        {
            return _demands.Remove(demand);
        }
    }

    /// <summary>Stages the demands for which there is room and credit.</summary>
    private void Grant()
    {
        bool mustPump;
        lock (_gate)
        {
            _heldRank = NotHeld;
            int kept = 0;
            for (int i = 0; i < _demands.Count; i++)
            {
                Demand demand = _demands[i];
                if (!TryGrant(demand))
                {
                    _demands[kept++] = demand;
                }
            }

            _demands.RemoveRange(kept, _demands.Count - kept);
            mustPump = MustPump();
        }

        Pump(mustPump);
    }

    private bool TryGrant(Demand demand)
    {
        int cost = demand.Envelope.Length;
        if (demand.Credit.Left < cost)
        {
            return false;
        }

        if (_heldRank != NotHeld || !HasRoom(demand.Rank) || _connection.Left < cost)
        {
            _heldRank = Math.Max(_heldRank, demand.Rank);
            return false;
        }

        demand.Credit.Use(cost);
        _connection.Use(cost);
        _staged.Append(demand.Envelope.Span);
        demand.Complete();
        return true;
    }
}
