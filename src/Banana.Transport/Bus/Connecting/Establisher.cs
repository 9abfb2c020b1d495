namespace Banana.Transport;

/// <summary>
/// Makes a link of a byte stream: hellos, then what each side subscribes to. After that, what either side publishes reaches the other.
/// </summary>
/// <param name="owner">Who is told what the link receives.</param>
/// <param name="switchboard">Where the link is entered.</param>
/// <param name="options">The options of the connection, with the name of the endpoint.</param>
/// <param name="report">Where new links are told.</param>
internal sealed class Establisher(ILinkOwner owner, Switchboard switchboard, EventConnectionOptions options, BusReport report)
{
    /// <summary>Establishes a link. Disposes of the carrier if that fails.</summary>
    /// <param name="carrier">The byte stream.</param>
    /// <param name="isDialled">Whether this side has asked for it.</param>
    /// <param name="cancellationToken">A token that cancels the attempt.</param>
    /// <exception cref="ConnectionRejectedException">One of the sides does not want the other.</exception>
    /// <exception cref="IOException">The peer is gone.</exception>
    /// <exception cref="TimeoutException">The peer does not do its part in time.</exception>
    public async Task<Link> EstablishAsync(CarrierConnection carrier, bool isDialled, CancellationToken cancellationToken)
    {
        Link link = new(owner, carrier, isDialled, options.MaxEventTypes, report);
        try
        {
            await link.OpenAsync(options, cancellationToken).ConfigureAwait(false);
            await EnterAsync(link, cancellationToken).ConfigureAwait(false);
            if (!switchboard.TryEstablish(link))
            {
                throw link.NewEnded();
            }
        }
        catch (Exception fault)
        {
            await GiveUpAsync(link, fault).ConfigureAwait(false);
            throw;
        }

        report.Connected(link.Label, link.Address);
        return link;
    }

    /// <summary>Says hello, and then that there are too many connections, so that the peer knows why.</summary>
    public async Task TurnAwayAsync(CarrierConnection carrier, string message, CancellationToken cancellationToken)
    {
        Link link = new(owner, carrier, isDialled: false, options.MaxEventTypes, report);
        try
        {
            await link.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await link.CloseAsync(ConnectionCloseReason.Overloaded, message).ConfigureAwait(false);
        }
    }

    private async Task EnterAsync(Link link, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(options.HelloTimeout, options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await AdmitAsync(link, either.Token).ConfigureAwait(false);
            LocalSubscriptions local = switchboard.Local;
            link.Feed.Offer(local);
            await link.Feed.WaitForAsync(local.Version).WaitAsync(either.Token).ConfigureAwait(false);
            await link.WaitForPeerAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"'{link.Label}' at {link.Address} did not exchange subscriptions within {options.HelloTimeout}.");
        }
    }

    private async Task AdmitAsync(Link link, CancellationToken cancellationToken)
    {
        while (switchboard.TryAdmit(link, out Link? rival) is { } refusal)
        {
            if (rival is null)
            {
                throw new ConnectionRejectedException($"The connection with '{link.Label}' at {link.Address} is not wanted: {ForeignText.Escape(refusal)}.");
            }

            await Task.WhenAny(rival.Closed, link.Closed).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (link.HasEnded)
            {
                throw link.NewEnded();
            }
        }
    }

    private Task GiveUpAsync(Link link, Exception fault)
    {
        switchboard.Remove(link);
        return fault switch
        {
            ConnectionRejectedException => link.CloseAsync(ConnectionCloseReason.Rejected, fault.Message),
            TimeoutException => link.CloseAsync(ConnectionCloseReason.Silence, fault.Message),
            _ => link.CloseAsync(ConnectionCloseReason.Disposed, message: null),
        };
    }
}
