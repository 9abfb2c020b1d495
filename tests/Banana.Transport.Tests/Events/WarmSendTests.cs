using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Transport.Tests.Events;

/// <summary>What sending costs when everything has been used before.</summary>
[TestClass]
public sealed class WarmSendTests
{
    [TestMethod]
    public async Task SendAsync_OfASmallEventThatNeedNotWait_AllocatesNothing()
    {
        Pipe there = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        Pipe back = new();
        EventConnectionOptions options = RawEvents.NewOptions();
        options.Events.Add("test.number", BuiltInTypes.Int32);
        await using EventConnection connection = new(new End(back.Reader, there.Writer), options);
        for (int i = 0; i < 200; i++)
        {
            Send(connection, there.Reader);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Send(connection, there.Reader);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsLessThan(1000, allocated, "less than one byte each");
    }

    private static void Send(EventConnection connection, PipeReader reader)
    {
        ValueTask text = connection.SendAsync("a");
        ValueTask number = connection.SendAsync(12345);
        Assert.IsTrue(text.IsCompletedSuccessfully && number.IsCompletedSuccessfully);
        Assert.IsTrue(reader.TryRead(out ReadResult result));
        reader.AdvanceTo(result.Buffer.End);
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
