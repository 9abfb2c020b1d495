using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

[TestClass]
public sealed class EventConnectionTests
{
    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    public async Task SendAsync_ManyEventsOfTwoTypes_ArriveInOrder(Carrier carrier)
    {
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < 5000; i++)
            {
                await pair.Left.SendAsync(new Node { Id = i });
                await pair.Left.SendAsync($"text {i}");
            }

            await pair.Left.DisposeAsync();
        });
        int nodes = 0;
        int texts = 0;
        await foreach (ReceivedEvent item in pair.Right.ReceiveAllAsync())
        {
            if (item.Value is Node node)
            {
                Assert.AreEqual(nodes++, node.Id);
            }
            else
            {
                Assert.AreEqual($"text {texts++}", item.Value);
            }
        }

        await sending.WaitAsync(RawPeer.Patience);
        Assert.AreEqual((5000, 5000), (nodes, texts));
        Assert.AreEqual(ConnectionCloseReason.Goodbye, pair.Right.CloseReason);
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Unix)]
    public async Task SendAsync_OfALargeGraph_ComesBackWhole(Carrier carrier)
    {
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        Node ring = new() { Name = "ring" };
        ring.Next = new Node { Name = new string('x', 900_000), Next = ring };
        await pair.Left.SendAsync(ring).AsTask().WaitAsync(RawPeer.Patience);
        await foreach (ReceivedEvent item in pair.Right.ReceiveAllAsync())
        {
            Node back = (Node)item.Value!;
            Assert.AreSame(back, back.Next!.Next);
            Assert.AreEqual(900_000, back.Next.Name!.Length);
            break;
        }
    }
}
