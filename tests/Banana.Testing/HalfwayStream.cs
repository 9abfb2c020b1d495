namespace Banana.Testing;

/// <summary>
/// A peer that takes half of a large write and the rest when it is told to, as a socket does. What is cancelled meanwhile has been written by half.
/// </summary>
public sealed class HalfwayStream(int large = 1024) : MemoryStream
{
    private readonly TaskCompletionSource _blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when half of the write is taken.</summary>
    public Task Blocked => _blocked.Task;

    /// <summary>Whether a write has ended as it was cancelled.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What a write that is blocked fails with; null for going on.</summary>
    public Exception? Fault { get; set; }

    /// <summary>From now on everything is taken.</summary>
    public void Resume() => _resumed.TrySetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int half = buffer.Length < large || _resumed.Task.IsCompleted ? buffer.Length : buffer.Length / 2;
        Write(buffer.Span[..half]);
        if (half == buffer.Length)
        {
            return;
        }

        _blocked.TrySetResult();
        try
        {
            await _resumed.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            IsCut = true;
            throw;
        }

        if (Fault is not null)
        {
            throw Fault;
        }

        Write(buffer.Span[half..]);
    }
}
