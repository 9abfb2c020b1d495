using System.IO.Pipelines;
using System.Text;

namespace Banana.Transport.Tests.Streams;

/// <summary>What is used wrongly is told so by the usual exceptions, and costs the connection nothing.</summary>
[TestClass]
public sealed class MisuseTests
{
    [TestMethod]
    [DataRow(true, typeof(ArgumentNullException))]
    [DataRow(false, typeof(ArgumentException))]
    public async Task SetVocabulary_OfWhatIsNoWord_CostsOnlyThat(bool isNull, Type expected)
    {
        string? noWord = isNull ? null : new string('\ud800', 1);
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await connection.SetVocabularyAsync(["known"]);
        Exception thrown = await Assert.ThrowsAsync<ArgumentException>(async () => await connection.SetVocabularyAsync(["fine", noWord!]));
        Assert.IsInstanceOfType(thrown, expected);
        Exception added = await Assert.ThrowsAsync<ArgumentException>(async () => await connection.AddVocabularyAsync(1, noWord!));
        Assert.IsInstanceOfType(added, expected);
        await connection.SendAsync(Encoding.UTF8.GetBytes("known"));
        await connection.DisposeAsync();
        Assert.EndsWith("0087", Hex.Format(await peer.ReadToEndAsync()), "as number 0, for the table is as it was");
    }

    [TestMethod]
    public async Task AddVocabulary_InThePlaceOfAFixedWord_CostsOnlyThat()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create();
        await using TokenConnection left = new(here, NewOptions());
        await using TokenConnection right = new(peer, NewOptions());
        await Assert.ThrowsExactlyAsync<ArgumentOutOfRangeException>(async () => await left.AddVocabularyAsync(0, "word"));
        await left.SendAsync<object>(7);
        Assert.AreEqual(7, (await RawPeer.TakeAsync(right, 1)).Single().Value);

        static TokenConnectionOptions NewOptions() => new() { Serializer = new BananaSerializerOptions() };
    }

    [TestMethod]
    public async Task Ping_WhenItIsClosed_SaysWhatToDo()
    {
        (TokenConnection connection, _) = RawPeer.Connect();
        await connection.DisposeAsync();
        ObjectDisposedException closed = Assert.ThrowsExactly<ObjectDisposedException>(() => connection.Ping());
        Assert.AreEqual("The connection is closed. Make a new one.", closed.Message);
    }

    [TestMethod]
    public async Task Receive_OfAnotherTypeInTheMiddleOfAnObject_CostsOnlyThat()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await peer.SendAsync("0088 0482 6c697374 0181");
        using CancellationTokenSource stop = new();
        IAsyncEnumerator<ReceivedObject<List<int>>> lists = connection.ReceiveAllAsync<List<int>>(stop.Token).GetAsyncEnumerator();
        Task<bool> first = lists.MoveNextAsync().AsTask();
        await peer.WaitedForAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        await peer.SendAsync("0089");
        InvalidOperationException other = await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            async () => await connection.ReceiveAllAsync<int>(RawPeer.Patience).GetAsyncEnumerator().MoveNextAsync());
        Assert.Contains("in part", other.Message);
        IAsyncEnumerator<ReceivedObject<List<int>>> again = connection.ReceiveAllAsync<List<int>>(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await again.MoveNextAsync());
        Assert.AreEqual(1, again.Current.Value!.Single());
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Receive_OfAnotherTypeBehindARefusedObject_TakesTheNextOne()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await peer.SendAsync("0088 0482 6c697374 018261"); // a text where a number belongs
        IAsyncEnumerator<ReceivedObject<List<int>>> lists = connection.ReceiveAllAsync<List<int>>(RawPeer.Patience).GetAsyncEnumerator();
        Task<bool> first = lists.MoveNextAsync().AsTask();
        await peer.SendAsync("02810089 0781");
        Assert.IsTrue(await first.WaitAsync(RawPeer.Patience));
        Assert.IsNotNull(lists.Current.Violation);
        await lists.DisposeAsync();
        IAsyncEnumerator<ReceivedObject<int>> numbers = connection.ReceiveAllAsync<int>(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await numbers.MoveNextAsync());
        Assert.AreEqual(7, numbers.Current.Value);
        await connection.DisposeAsync();
    }

    [TestMethod]
    public void Timeouts_LongerThanATimerTakes_AreRefusedAtOnce()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TokenConnectionOptions { CloseTimeout = TimeSpan.MaxValue });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TokenConnectionOptions { KeepaliveTimeout = TimeSpan.FromDays(50) });
        Assert.AreEqual(TimeSpan.FromDays(49), new TokenConnectionOptions { CloseTimeout = TimeSpan.FromDays(49) }.CloseTimeout);
        Assert.AreEqual(Timeout.InfiniteTimeSpan, new TokenConnectionOptions { CloseTimeout = Timeout.InfiniteTimeSpan }.CloseTimeout);
    }
}
