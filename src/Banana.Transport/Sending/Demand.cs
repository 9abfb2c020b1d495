namespace Banana.Transport;

/// <summary>An envelope that waits for credit or for room. Protected by the output's gate.</summary>
/// <param name="envelope">The envelope, unchanged until <see cref="Sent"/> ends.</param>
/// <param name="credit">The credit that it uses.</param>
/// <param name="rank">Its rank; larger ones are sent first.</param>
internal sealed class Demand(ReadOnlyMemory<byte> envelope, SendCredit credit, int rank)
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<byte> Envelope => envelope;

    public SendCredit Credit => credit;

    public int Rank => rank;

    /// <summary>A task that ends when the envelope has been staged.</summary>
    public Task Sent => _sent.Task;

    public void Complete() => _sent.TrySetResult();

    public void Fail(Exception why) => _sent.TrySetException(why);
}
