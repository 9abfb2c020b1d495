using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

[TestClass]
public sealed class LiveStreamTests
{
    [TestMethod]
    [Clause("E-10")]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Unix)]
    public async Task SendAsync_OfAStream_DeliversElementsBeforeTheNextIsMade(Carrier carrier)
    {
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        SemaphoreSlim taken = new(0);
        int made = 0;
        async IAsyncEnumerable<string> Make()
        {
            while (made < 100)
            {
                made++;
                yield return $"element {made}";
                await taken.WaitAsync(RawPeer.Patience); // the consumer sees an element before the next is made
            }
        }

        await pair.Left.SendAsync(new Feed { Items = Make() });
        await pair.Left.SendAsync("after");
        List<object> received = [];
        await foreach (ReceivedEvent item in pair.Right.ReceiveAllAsync())
        {
            received.Add(item.Value!);
            if (received.Count == 2)
            {
                break;
            }
        }

        Assert.AreEqual("after", received[1], "the event is complete before its stream is");
        int count = 0;
        await foreach (string element in ((Feed)received[0]).Items!)
        {
            Assert.AreEqual($"element {++count}", element);
            taken.Release();
        }

        Assert.AreEqual(100, count);
    }

    [TestMethod]
    public async Task SendAsync_OfAnEndlessStream_PausesForItsConsumerAndEndsWithIt()
    {
        await using EventPair pair = await EventPair.OpenAsync(Carrier.Memory);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long made = 0;
        async IAsyncEnumerable<string> Make()
        {
            try
            {
                while (true)
                {
                    made++;
                    yield return new string('x', 1000);
                    await Task.Yield();
                }
            }
            finally
            {
                ended.SetResult();
            }
        }

        await pair.Left.SendAsync(new Feed { Items = Make() });
        await foreach (ReceivedEvent item in pair.Right.ReceiveAllAsync())
        {
            int count = 0;
            await foreach (string element in ((Feed)item.Value!).Items!)
            {
                Assert.HasCount(1000, element);
                Assert.IsLessThan(count + 2000, Interlocked.Read(ref made), "what is made is at most a few windows ahead");
                if (++count == 1000)
                {
                    break;
                }
            }

            break;
        }

        await ended.Task.WaitAsync(RawPeer.Patience);
    }
}
