using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>The file of a listening Unix domain socket.</summary>
/// <remarks>
/// The socket listens, with its permissions, under another name first, so that nobody finds a socket that is not ready, and takes it for that of
/// a dead process. The file gets its name only if there is no other.
/// </remarks>
internal sealed class UnixSocketFile : IDisposable
{
    private const int Attempts = 5; // others may want the same name at the same time

    private static int s_count;

    private readonly string _path;
    private int _isRemoved;

    private UnixSocketFile(string path)
    {
        _path = path;
    }

    /// <summary>Binds the socket to a path and starts to listen.</summary>
    /// <exception cref="IOException">The path is in use, or too long.</exception>
    /// <exception cref="SocketException">The socket cannot be bound.</exception>
    public static UnixSocketFile Listen(Socket socket, string path, ListenerOptions options)
    {
        string temporary = NewName(path);
        socket.Bind(NewEndPoint(temporary, path));
        try
        {
            if (options.UnixFileMode is { } mode && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, mode);
            }

            socket.Listen(options.Backlog);
            for (int attempt = 0; !TryMove(temporary, path); attempt++)
            {
                if (attempt == Attempts || !TryRemoveStale(path))
                {
                    throw new IOException($"unix:{path} is in use: a process is listening there. End it, or choose another path.");
                }
            }
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return new UnixSocketFile(path);
    }

    /// <summary>Removes the file.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isRemoved, 1) == 0)
        {
            TryDelete(_path);
        }
    }

    /// <summary>Moves the file if there is none of the new name.</summary>
    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to);
            return true;
        }
        catch (IOException) when (Path.Exists(to))
        {
            return false;
        }
    }

    /// <summary>Removes the file of a dead process; false if it is alive.</summary>
    private static bool TryRemoveStale(string path)
    {
        if (IsAlive(path))
        {
            return false;
        }

        string aside = NewName(path);
        if (!TryTake(path, aside))
        {
            return true; // another one has removed it
        }

        if (!IsAlive(aside))
        {
            TryDelete(aside);
            return true;
        }

        TryMove(aside, path); // another one has replaced it meanwhile
        return false;
    }

    private static bool TryTake(string path, string aside)
    {
        try
        {
            File.Move(path, aside);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Whether a process listens.</summary>
    /// <exception cref="IOException">It is no socket.</exception>
    private static bool IsAlive(string path)
    {
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        probe.Blocking = false; // a process whose queue is full is alive
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.ConnectionRefused)
        {
            ThrowIfNoSocket(path);
            return false;
        }
        catch (SocketException)
        {
            return Path.Exists(path);
        }
    }

    /// <summary>A file that is opened is not a socket: it may be somebody's data.</summary>
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

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // the next listener replaces it
        }
    }

    /// <summary>A name in the same directory, as short as possible: paths of sockets are limited to about 100 bytes.</summary>
    private static string NewName(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Environment.ProcessId:x}.{Interlocked.Increment(ref s_count):x}");

    private static UnixDomainSocketEndPoint NewEndPoint(string temporary, string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(temporary);
        }
        catch (ArgumentOutOfRangeException tooLong)
        {
            throw new IOException($"unix:{path} cannot be listened on: the path of its directory is too long. Choose a shorter one.", tooLong);
        }
    }
}
