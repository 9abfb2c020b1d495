using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Banana.Transport;

/// <summary>
/// Starts a child process for each connection and talks with it over its standard input and output. A child that uses this library calls
/// <see cref="StdioCarrier.Open"/>. Disposing the connection ends the child.
/// </summary>
public sealed class ChildProcessConnector : IConnector
{
    private readonly ProcessStartInfo _start;
    private readonly ChildProcessOptions _options;

    /// <summary>Creates a connector.</summary>
    /// <param name="start">What to start. Its streams are redirected by this constructor; it must not be changed afterwards.</param>
    /// <param name="options">The options; null for the defaults.</param>
    public ChildProcessConnector(ProcessStartInfo start, ChildProcessOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        _options = options ?? new ChildProcessOptions();
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = _options.ErrorLine is not null;
    }

    /// <inheritdoc/>
    public ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Process process = new() { StartInfo = _start };
        try
        {
            if (_options.ErrorLine is { } told)
            {
                process.ErrorDataReceived += (_, line) =>
                {
                    if (line.Data is { } text)
                    {
                        told(text);
                    }
                };
            }

            process.Start();
            if (_options.ErrorLine is not null)
            {
                process.BeginErrorReadLine();
            }

            return ValueTask.FromResult<CarrierConnection>(new ChildProcessConnection(process, $"{this} ({process.Id})", _options));
        }
        catch (Exception refused)
        {
            process.Dispose();
            throw refused is ExternalException ? new IOException($"{this} cannot be started. {refused.Message}", refused) : refused;
        }
    }

    /// <summary>Returns the address: the file name of the process.</summary>
    public override string ToString() => $"process:{_start.FileName}";
}
