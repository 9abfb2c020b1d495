using System.IO.Pipelines;

namespace Banana.Transport;

/// <summary>An end of a connection in memory.</summary>
/// <param name="pipe">Its pipes.</param>
/// <param name="remoteAddress">The address of the listener.</param>
internal sealed class MemoryConnection(IDuplexPipe pipe, string remoteAddress) : CarrierConnection
{
    private readonly MemoryInput _input = new(pipe.Input);

    public override PipeReader Input => _input;

    public override PipeWriter Output => pipe.Output;

    public override string RemoteAddress => remoteAddress;

    public override ValueTask DisposeAsync()
    {
        _input.Close(); // a flush of the peer ends
        return pipe.Output.CompleteAsync();
    }
}
