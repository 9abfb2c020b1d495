namespace Banana.Transport;

/// <summary>The sending half of a connection, as far as its end and its timers are concerned.</summary>
internal interface IStreamOutput
{
    /// <summary>Sends a PING as soon as the stream allows one.</summary>
    void SendPing(ulong number);

    /// <summary>Marks the output as lost: nothing more reaches the peer.</summary>
    void Lose(Exception why);

    /// <summary>Cancels all waiting sends and refuses new ones. Does not wait for their continuations, which may run any code.</summary>
    void Stop();

    /// <summary>
    /// Sends, after <see cref="Stop"/>, the remaining data and the last words. Returns the reason if the peer is gone or does not
    /// read.
    /// </summary>
    /// <param name="reason">Why the connection is closed.</param>
    /// <param name="message">What the peer is told; null for nothing.</param>
    /// <param name="patience">A token that ends the wait.</param>
    ValueTask<Exception?> TryFinishAsync(ConnectionCloseReason reason, string? message, CancellationToken patience);

    /// <summary>Completes the pipe when the flush in progress has ended. Never fails.</summary>
    /// <param name="why">The reason why the peer does not get all data; null if it does.</param>
    Task CompleteAsync(Exception? why);
}
