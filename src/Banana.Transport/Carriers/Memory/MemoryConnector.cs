namespace Banana.Transport;

/// <summary>Connects to a <see cref="MemoryListener"/> of the same process.</summary>
public sealed class MemoryConnector : IConnector
{
    private readonly string _name;

    /// <summary>Creates a connector.</summary>
    /// <param name="name">The name of the listener.</param>
    public MemoryConnector(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <inheritdoc/>
    public ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default) => MemoryListener.ConnectAsync(_name, cancellationToken);

    /// <summary>Returns the address.</summary>
    public override string ToString() => MemoryListener.AddressOf(_name);
}
