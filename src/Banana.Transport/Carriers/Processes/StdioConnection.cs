namespace Banana.Transport;

/// <summary>A connection over a stream for each direction.</summary>
internal sealed class StdioConnection(Stream input, Stream output) : 
    StreamConnection(new DuplexStream(input, output), "stdio:", waitsWithoutBuffer: false)
{
    protected override ValueTask EndSendingAsync() => output.DisposeAsync();
}
