using System.IO.Pipes;

namespace Banana.Transport;

/// <summary>Connects to a named pipe of this machine.</summary>
public sealed class NamedPipeConnector : IConnector
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100); // a server that is between two clients

    private readonly string _name;
    private readonly bool _isForEveryone;

    /// <summary>Creates a connector.</summary>
    /// <param name="name">The name of the pipe.</param>
    /// <param name="isForEveryone">Whether the server may be another user's.</param>
    public NamedPipeConnector(string name, bool isForEveryone = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        _isForEveryone = isForEveryone;
    }

    /// <inheritdoc/>
    public async ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        NamedPipeClientStream pipe = new(".", _name, PipeDirection.InOut, NamedPipeListener.OptionsFor(_isForEveryone));
        try
        {
            await pipe.ConnectAsync(s_patience, cancellationToken).ConfigureAwait(false);
            return new StreamConnection(pipe, ToString(), waitsWithoutBuffer: OperatingSystem.IsWindows());
        }
        catch (Exception refused)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw refused switch
            {
                TimeoutException => new IOException($"{this} cannot be reached: nothing listens on a pipe of this name.", refused),
                IOException or UnauthorizedAccessException => new IOException($"{this} cannot be reached. {refused.Message}", refused),
                _ => refused,
            };
        }
    }

    /// <summary>Returns the address.</summary>
    public override string ToString() => NamedPipeListener.AddressOf(_name);
}
