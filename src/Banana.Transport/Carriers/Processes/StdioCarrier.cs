using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Banana.Transport;

/// <summary>The connection of a child process with its parent, over standard input and output; the other end is a <see cref="ChildProcessConnector"/>.</summary>
public static class StdioCarrier
{
    /// <summary>
    /// Opens the connection, once per process. From then on, <see cref="Console.Out"/> writes to standard error, so that stray output does not end up in
    /// the stream.
    /// </summary>
    /// <returns>The connection, which the caller disposes. The end of its input means that the parent has closed it, or is dead.</returns>
    public static CarrierConnection Open()
    {
        Stream input = TryOpenPipe(0, PipeDirection.In) ?? Console.OpenStandardInput();
        Stream output = TryOpenPipe(1, PipeDirection.Out) ?? Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        return new StdioConnection(input, output);
    }

    /// <summary>Opens standard input or output as a pipe, whose reads, unlike those of a console, wait without a thread and can be cancelled.</summary>
    private static AnonymousPipeClientStream? TryOpenPipe(int descriptor, PipeDirection direction)
    {
        if (OperatingSystem.IsWindows())
        {
            return null; // handles there have other numbers, and are opened for synchronous use
        }

        try
        {
            return new AnonymousPipeClientStream(direction, new SafePipeHandle(descriptor, ownsHandle: true));
        }
        catch (IOException)
        {
            return null; // a file or a terminal
        }
    }
}
