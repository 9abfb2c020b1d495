using System.IO.Pipelines;

namespace Banana.Transport;

/// <summary>A connection in memory between two ends, with back-pressure. For tests and samples.</summary>
public static class DuplexPair
{
    /// <summary>Creates both ends.</summary>
    /// <param name="options">The options of both pipes; null for the defaults.</param>
    public static (IDuplexPipe First, IDuplexPipe Second) Create(PipeOptions? options = null)
    {
        Pipe there = new(options ?? PipeOptions.Default);
        Pipe back = new(options ?? PipeOptions.Default);
        return (new End(back.Reader, there.Writer), new End(there.Reader, back.Writer));
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
