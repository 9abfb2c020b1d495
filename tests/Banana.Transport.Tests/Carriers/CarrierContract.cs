using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

/// <summary>What every carrier does. Derive, connect both ends, and all of these run.</summary>
public abstract class CarrierContract
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Whether one direction can end alone.</summary>
    protected virtual bool EndsOneWay => true;

    protected abstract Task<Link> ConnectAsync();

    [TestMethod]
    public async Task Exchange_OfAMegabyteBothWays_ArrivesWhole()
    {
        await using Link link = await ConnectAsync();
        byte[] bytes = Bytes.Some(Megabyte);
        Task sending = Task.WhenAll(Bytes.WriteAsync(link.Client.Output, bytes), Bytes.WriteAsync(link.Server.Output, bytes, 70_000));
        Task<byte[]> atClient = Bytes.ReadAsync(link.Client.Input, Megabyte);
        CollectionAssert.AreEqual(bytes, await Bytes.ReadAsync(link.Server.Input, Megabyte));
        CollectionAssert.AreEqual(bytes, await atClient);
        await sending;
    }

    [TestMethod]
    public async Task Exchange_OfManySmallPieces_KeepsTheirOrder()
    {
        await using Link link = await ConnectAsync();
        byte[] bytes = Bytes.Some(2000);
        Task sending = Bytes.WriteAsync(link.Client.Output, bytes, 7);
        CollectionAssert.AreEqual(bytes, await Bytes.ReadAsync(link.Server.Input, bytes.Length));
        await sending;
    }

    [TestMethod]
    public async Task End_OfOneDirection_IsSeenAndTheOtherGoesOn()
    {
        await using Link link = await ConnectAsync();
        await Bytes.WriteAsync(link.Client.Output, [1, 2, 3]);
        await link.Client.Output.CompleteAsync();
        if (!EndsOneWay)
        {
            await link.Client.DisposeAsync();
        }

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, await Bytes.ReadToEndAsync(link.Server.Input));
        if (EndsOneWay)
        {
            await Bytes.WriteAsync(link.Server.Output, [4, 5]);
            await link.Server.Output.CompleteAsync();
            CollectionAssert.AreEqual(new byte[] { 4, 5 }, await Bytes.ReadToEndAsync(link.Client.Input));
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Dispose_WhileBothSidesRead_EndsBothReads(bool isClient)
    {
        await using Link link = await ConnectAsync();
        Task<string> atClient = Bytes.ReadToAnyEndAsync(link.Client.Input);
        Task<string> atServer = Bytes.ReadToAnyEndAsync(link.Server.Input);
        CarrierConnection disposed = isClient ? link.Client : link.Server;
        await disposed.DisposeAsync();
        await atClient;
        await atServer;
        await disposed.DisposeAsync();
    }

    [TestMethod]
    public async Task Dispose_OfThePeer_EndsWriting()
    {
        await using Link link = await ConnectAsync();
        await link.Server.DisposeAsync();
        byte[] bytes = Bytes.Some(10_000);
        try
        {
            while (!(await link.Client.Output.WriteAsync(bytes, RawPeer.Patience)).IsCompleted)
            {
                // the system may take some of it
            }
        }
        catch (IOException)
        {
            // as a socket says it
        }
    }

    [TestMethod]
    public async Task Read_ThatIsCancelled_LosesNothing()
    {
        await using Link link = await ConnectAsync();
        for (byte i = 0; i < 3; i++)
        {
            using CancellationTokenSource stop = new();
            Task<ReadResult> reading = link.Server.Input.ReadAsync(stop.Token).AsTask();
            Assert.IsFalse(reading.IsCompleted);
            await stop.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
            await Bytes.WriteAsync(link.Client.Output, [i, 7]);
            CollectionAssert.AreEqual(new byte[] { i, 7 }, await Bytes.ReadAsync(link.Server.Input, 2));
        }

        Task<ReadResult> pending = link.Server.Input.ReadAsync(RawPeer.Patience).AsTask();
        link.Server.Input.CancelPendingRead();
        ReadResult cancelled = await pending;
        Assert.IsTrue(cancelled.IsCanceled);
        link.Server.Input.AdvanceTo(cancelled.Buffer.End);
        await Bytes.WriteAsync(link.Client.Output, [8]);
        CollectionAssert.AreEqual(new byte[] { 8 }, await Bytes.ReadAsync(link.Server.Input, 1));
    }

    [TestMethod]
    public async Task Addresses_OfBothEnds_SayWhatTheyAre()
    {
        await using Link link = await ConnectAsync();
        Assert.Contains(":", link.Client.RemoteAddress);
        Assert.AreEqual(link.Client.RemoteAddress[..3], link.Server.RemoteAddress[..3]);
        Assert.AreEqual(link.Server.RemoteAddress, link.Server.ToString());
    }

    /// <summary>An event connection over the carrier: what all of this is for.</summary>
    [TestMethod]
    public async Task Tokens_OverTheCarrier_Travel()
    {
        await using Link link = await ConnectAsync();
        await using TokenConnection left = new(link.Client);
        await using TokenConnection right = new(link.Server);
        await left.SendAsync<object>("hello");
        Assert.AreEqual("hello", (await RawPeer.TakeAsync(right, 1)).Single().Value);
        await right.SendAsync<object>("you, too");
        Assert.AreEqual("you, too", (await RawPeer.TakeAsync(left, 1)).Single().Value);
    }
}
