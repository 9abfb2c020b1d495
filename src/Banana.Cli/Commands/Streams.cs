using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Banana.Cli.Commands;

/// <summary>The files and standard streams that commands read and write.</summary>
internal static class Streams
{
    private const int StandardOutput = 1;
    private const int BrokenPipe = 32; // EPIPE

    /// <summary>Opens <paramref name="file"/>, or standard input for null and "-".</summary>
    /// <exception cref="UsageException">The file cannot be opened.</exception>
    public static Stream OpenInput(string? file)
    {
        if (file is null or "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read '{file}': {fault.Message}");
        }
    }

    /// <summary>
    /// Opens standard output. A pipe is opened as a file: the console's own stream does not say when nobody reads any more, and a command in front
    /// of <c>head</c> would work on to the end of its input. A real file is not: what is written behind the file's back would be overwritten.
    /// </summary>
    public static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        FileStream output = new(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek ? Console.OpenStandardOutput() : output;
    }

    public static bool IsBrokenPipe(IOException fault) =>
        (fault.HResult & 0xFFFF) == BrokenPipe || fault.InnerException is SocketException { SocketErrorCode: SocketError.Shutdown };
}
