using System.IO.Pipes;

namespace Banana.Transport;

/// <summary>Listens on a named pipe of this machine.</summary>
public sealed class NamedPipeListener : IListener
{
    private readonly Lock _sync = new();
    private readonly string _name;
    private readonly PipeOptions _pipeOptions;
    private readonly PatientAccept _accept;
    private NamedPipeServerStream? _next; // there is always one that a client can connect to, unless there are too many open files
    private bool _isDisposed;

    /// <summary>Creates a listener and starts it.</summary>
    /// <param name="name">The name of the pipe.</param>
    /// <param name="isForEveryone">Whether other users of the machine may connect.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="IOException">The name is in use, or cannot be used.</exception>
    public NamedPipeListener(string name, bool isForEveryone = false, ListenerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        _pipeOptions = OptionsFor(isForEveryone);
        _accept = new PatientAccept(Address, options ?? ListenerOptions.Default);
        try
        {
            _next = NewFirstServer();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Address} cannot be listened on. {refused.Message}", refused);
        }
    }

    /// <inheritdoc/>
    public string Address => AddressOf(_name);

    /// <inheritdoc/>
    public ValueTask<CarrierConnection> AcceptAsync(CancellationToken cancellationToken = default) => _accept.AcceptAsync(AcceptOnceAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _accept.Dispose();
        lock (_sync)
        {
            _isDisposed = true;
            _next?.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    internal static string AddressOf(string name) => $"pipe:{name}";

    internal static PipeOptions OptionsFor(bool isForEveryone) => PipeOptions.Asynchronous | (isForEveryone ? PipeOptions.None : PipeOptions.CurrentUserOnly);

    private async ValueTask<CarrierConnection> AcceptOnceAsync(CancellationToken cancellationToken)
    {
        NamedPipeServerStream server = TakeNext(null);
        try
        {
            await server.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            await server.DisposeAsync().ConfigureAwait(false); // a client that is gone leaves it unusable
            TakeNext(server);
            throw;
        }

        TakeNext(server);
        return new StreamConnection(server, Address, waitsWithoutBuffer: OperatingSystem.IsWindows());
    }

    /// <summary>Returns the pipe for the next client: another one than the one that is used.</summary>
    private NamedPipeServerStream TakeNext(NamedPipeServerStream? used)
    {
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_next == used)
            {
                _next = null;
                _next = NewServer(PipeOptions.None);
            }

            return _next ??= NewServer(PipeOptions.None);
        }
    }

    private NamedPipeServerStream NewFirstServer()
    {
        try
        {
            return NewServer(PipeOptions.FirstPipeInstance);
        }
        catch (UnauthorizedAccessException) when (!OperatingSystem.IsWindows() && UnixSocketFile.TryRemoveStale(UnixPath()))
        {
            return NewServer(PipeOptions.FirstPipeInstance);
        }
    }

    /// <summary>The file of the socket that stands for the pipe; other programs know it, so that it does not change.</summary>
    private string UnixPath() => Path.IsPathRooted(_name) ? _name : Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + _name);

    private NamedPipeServerStream NewServer(PipeOptions more) =>
        new(_name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, _pipeOptions | more);
}
