namespace Banana.Transport;

/// <summary>What an event that was received owes to its sender: the right to send as many bytes again.</summary>
/// <param name="credit">The credit to which the bytes return; null if there is none.</param>
/// <param name="bytes">The number of bytes.</param>
internal readonly struct EventReceipt(ReceiveCredit? credit, int bytes)
{
    /// <summary>Gives the bytes back. Call it once, from any thread, when the application takes or drops the event.</summary>
    public void Return() => credit?.ReturnEvent(bytes);
}
