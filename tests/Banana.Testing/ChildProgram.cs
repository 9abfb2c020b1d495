using System.IO.Pipelines;
using System.Net.Sockets;
using Banana.Transport;

namespace Banana.Testing;

/// <summary>What a test program does as a child process of itself. It is in this assembly because a module initializer must not wait for code of its own module.</summary>
public static class ChildProgram
{
    private const string Variable = "BANANA_TEST_CHILD";

    /// <summary>How to start the child.</summary>
    /// <param name="mode">
    /// <c>echo</c> sends everything back; <c>die</c> dies at the first byte; <c>stay</c> does not heed the end of its input; <c>crowded:PATH</c> listens on a Unix
    /// domain socket, while it has no open files left until its input says that it may have some.
    /// </param>
    public static System.Diagnostics.ProcessStartInfo Start(string mode) => new(Environment.ProcessPath!) { Environment = { [Variable] = mode } };

    /// <summary>Runs the child and exits, if this process is one. To be called by a module initializer.</summary>
    public static void RunIfChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } mode)
        {
            Task running = mode.StartsWith("crowded:", StringComparison.Ordinal) ? ListenAsync(mode[8..]) : EchoAsync(mode);
            running.GetAwaiter().GetResult();
            Environment.Exit(0);
        }
    }

    private static async Task EchoAsync(string mode)
    {
        await using CarrierConnection parent = StdioCarrier.Open();
        Console.WriteLine("stray output of the child");
        while (true)
        {
            ReadResult result = await parent.Input.ReadAsync();
            if (mode == "die" && result.Buffer.Length > 0)
            {
                Environment.Exit(1); // without an end of the stream
            }

            foreach (ReadOnlyMemory<byte> segment in result.Buffer)
            {
                await parent.Output.WriteAsync(segment);
            }

            parent.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        if (mode == "stay")
        {
            await Task.Delay(Timeout.Infinite);
        }
    }

    /// <summary>Sends a byte for each connection that could not be accepted, and one for each that could.</summary>
    private static async Task ListenAsync(string path)
    {
        await using CarrierConnection parent = StdioCarrier.Open();
        await StartAllThreadsAsync();
        TaskCompletionSource failed = new();
        await using SocketListener listener = new(
            new UnixDomainSocketEndPoint(path), new ListenerOptions { AcceptFailed = _ => failed.TrySetResult() });
        Task<CarrierConnection> accepting = listener.AcceptAsync().AsTask();
        List<FileStream> open = [];
        try
        {
            while (true)
            {
                open.Add(File.OpenRead("/dev/null"));
            }
        }
        catch (IOException)
        {
            await parent.Output.WriteAsync("n"u8.ToArray()); // none is left: connect now
        }

        await failed.Task;
        await parent.Output.WriteAsync("f"u8.ToArray());
        await parent.Input.ReadAsync();
        open.ForEach(file => file.Dispose());
        await using CarrierConnection accepted = await accepting;
        await accepted.Output.WriteAsync("a"u8.ToArray());
        await accepted.Output.CompleteAsync();
    }

    /// <summary>The runtime itself needs descriptors for new threads: all that there will be start now.</summary>
    private static async Task StartAllThreadsAsync()
    {
        const int threads = 8;
        ThreadPool.SetMinThreads(threads, threads);
        ThreadPool.SetMaxThreads(threads, threads);
        using Barrier all = new(threads);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(all.SignalAndWait)));
        await Task.Delay(1);
    }
}
