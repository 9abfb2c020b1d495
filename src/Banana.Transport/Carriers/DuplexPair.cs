using System.IO.Pipelines;

namespace Banana.Transport;

/// <summary>Two ends of a connection in memory: what one writes, the other reads, with back-pressure. For tests and samples.</summary>
public static class DuplexPair
{
    /// <summary>Creates both ends.</summary>
    /// <param name="options">For the pipe of either direction; null for the defaults.</param>
    public static (IDuplexPipe First, IDuplexPipe Second) Create(PipeOptions? options = null)
    {
        Pipe there = new(options ?? PipeOptions.Default);
        Pipe back = new(options ?? PipeOptions.Default);
        return (new End(back.Reader, there.Writer), new End(there.Reader, back.Writer));
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
