namespace Banana.Transport.Tests.Bus;

/// <summary>A connector whose connections can be taken away, as a crash or a failing network does: nobody says goodbye.</summary>
internal sealed class CuttingConnector(IConnector inner) : IConnector
{
    private CarrierConnection? _last;

    /// <summary>The number of connections that were made.</summary>
    public int Count { get; private set; }

    public async ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        _last = await inner.ConnectAsync(cancellationToken);
        Count++;
        return _last;
    }

    public ValueTask CutAsync() => _last!.DisposeAsync();

    public override string ToString() => inner.ToString()!;
}
