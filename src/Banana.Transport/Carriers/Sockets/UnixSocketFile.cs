using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Banana.Transport;

/// <summary>
/// The files of listening Unix domain sockets. A process that is killed leaves its file, which the next one replaces; so that it never replaces that of a live
/// one, processes that start and stop at the same path do so one after the other.
/// </summary>
internal static class UnixSocketFile
{
    /// <summary>Binds a socket to a path and starts to listen.</summary>
    /// <exception cref="IOException">The path is in use.</exception>
    /// <exception cref="SocketException">The socket cannot be bound.</exception>
    public static void Listen(Socket socket, string path, ListenerOptions options) => InTurn(path, () =>
    {
        if (Path.Exists(path) && !TryRemove(path))
        {
            throw new IOException($"unix:{path} is in use: a process is listening there. End it, or choose another path.");
        }

        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (options.UnixFileMode is { } mode && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode); // before it listens, nobody can connect
        }

        socket.Listen(options.Backlog);
    });

    /// <summary>Closes a listening socket, which removes its file.</summary>
    public static void Close(Socket socket, string path) => InTurn(path, socket.Dispose);

    /// <summary>Removes the file that a dead process has left.</summary>
    /// <returns>False if the process is alive.</returns>
    /// <exception cref="IOException">It is no socket.</exception>
    public static bool TryRemoveStale(string path)
    {
        bool isRemoved = false;
        InTurn(path, () => isRemoved = TryRemove(path));
        return isRemoved;
    }

    private static bool TryRemove(string path)
    {
        if (IsAlive(path))
        {
            return false;
        }

        ThrowIfNoSocket(path);
        File.Delete(path);
        return true;
    }

    /// <summary>Whether a process listens.</summary>
    private static bool IsAlive(string path)
    {
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        probe.Blocking = false; // a process whose queue is full is alive
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode != SocketError.ConnectionRefused;
        }
    }

    /// <summary>A file that can be opened is not a socket: it may be somebody's data.</summary>
    private static void ThrowIfNoSocket(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }
        catch (IOException)
        {
            return;
        }
        catch (UnauthorizedAccessException)
        {
            // a directory, or somebody else's
        }

        throw new IOException($"unix:{path} cannot be listened on: there is a file or directory of this name that is not a socket of yours. Choose another path.");
    }

    private static void InTurn(string path, Action action)
    {
        string name = $"banana-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))), 0, 16)}";
        using Mutex turn = new(initiallyOwned: false, name, new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // the turn of a process that was killed meanwhile
        }

        try
        {
            action();
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }
}
