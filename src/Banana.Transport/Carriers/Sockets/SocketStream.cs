using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Banana.Transport;

/// <summary>
/// The stream of a socket, whose reads of zero bytes really wait for data. Those of the framework also end when the news of data comes late, after the data
/// was read; then a reader would wait on with a buffer in its hands.
/// </summary>
internal sealed class SocketStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> reading = base.ReadAsync(buffer, cancellationToken);
        return reading.IsCompleted || !buffer.IsEmpty ? reading : WaitSlowAsync(reading, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitSlowAsync(ValueTask<int> reading, CancellationToken cancellationToken)
    {
        while (true)
        {
            await reading.ConfigureAwait(false);
            if (Socket.Available > 0 || Socket.Poll(0, SelectMode.SelectRead)) // data, or the end
            {
                return 0;
            }

            reading = base.ReadAsync(Memory<byte>.Empty, cancellationToken);
        }
    }
}
