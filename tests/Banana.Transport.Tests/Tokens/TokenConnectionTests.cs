using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;
using Banana.Wire;

namespace Banana.Transport.Tests.Tokens;

[TestClass]
public sealed class TokenConnectionTests
{
    [TestMethod]
    [Clause("F-9")]
    public async Task Objects_OnTheBareStream_GoBothWaysNumberedAndReferToEarlierOnes()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        List<object?> list = [1];
        await connection.SendAsync<object>(list);
        await connection.SendAsync<object>(list);
        Assert.AreEqual("008804826c69737401810089" + "018809827265666572656e636500810189", await peer.ReadAsync(29));

        await peer.SendAsync("008804826c69737401810089" + "018809827265666572656e636500810189");
        List<ReceivedObject<object>> received = await RawPeer.TakeAsync(connection, 2);
        Assert.AreSame(received[0].Value, received[1].Value);
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Objects_OfADeclaredType_NeedNotDescribeThemselves()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        await using TokenConnection left = new(here);
        await using TokenConnection right = new(there);
        await left.SendAsync<Dictionary<string, int>>(new() { ["b"] = 1, ["a"] = 2 });
        await foreach (ReceivedObject<Dictionary<string, int>> received in right.ReceiveAllAsync<Dictionary<string, int>>(RawPeer.Patience))
        {
            Assert.AreEqual(2, received.Value!["a"]);
            break;
        }
    }

    [TestMethod]
    [Clause("F-12")]
    public async Task Violation_ThatIsAbsorbed_IsDeliveredAndTheNextObjectComes()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await peer.SendAsync("0088038262616400890781");
        List<ReceivedObject<object>> received = await RawPeer.TakeAsync(connection, 2);
        Assert.AreEqual(ViolationCode.RefusedOpenType, received[0].Violation!.Code);
        Assert.AreEqual(7, received[1].Value);
        await connection.DisposeAsync();
        Assert.IsEmpty(await peer.ReadToEndAsync());
    }

    [TestMethod]
    [Clause("F-12")]
    public async Task Violation_ThatIsNotAbsorbed_IsToldThePeerAndEndsTheConnection()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(new TokenConnectionOptions { Serializer = RawPeer.Serializer, AbsorbsViolations = false });
        await peer.SendAsync("0088038262616400890781");
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(async () => await RawPeer.TakeAsync(connection, 1));
        Assert.AreEqual((ProtocolErrorCode.RefusedObject, "open type 'bad'"), (lost.Code, lost.Found));
        Assert.AreEqual(lost.Message, ErrorIn(await peer.ReadToEndAsync()));
    }

    [TestMethod]
    [Clause("F-11")]
    public async Task ProtocolError_IsToldThePeerAndEndsTheConnection()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await peer.SendAsync("0781ff");
        IAsyncEnumerator<ReceivedObject<object>> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await received.MoveNextAsync());
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(async () => await received.MoveNextAsync());
        Assert.AreEqual(ProtocolErrorCode.UnknownTypeByte, lost.Code);
        Assert.AreEqual(lost.Message, ErrorIn(await peer.ReadToEndAsync()));
        await connection.DisposeAsync(); // once more does nothing
    }

    [TestMethod]
    [Clause("F-11")]
    public async Task Error_OfThePeer_EndsTheConnectionWithoutAnAnswer()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await peer.SendAsync("028d6e6f");
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(async () => await RawPeer.TakeAsync(connection, 1));
        Assert.AreEqual(ProtocolErrorCode.PeerError, lost.Code);
        Assert.IsEmpty(await peer.ReadToEndAsync());
    }

    [TestMethod]
    [DataRow("", null)]
    [DataRow("0088", ProtocolErrorCode.UnexpectedEnd)]
    [DataRow("05", ProtocolErrorCode.UnexpectedEnd)]
    public async Task End_OfThePeersStream_IsTheEndOrAnErrorInsideAnObject(string hex, ProtocolErrorCode? code)
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await peer.SendAsync("0781" + hex);
        await peer.CompleteAsync();
        List<object?> values = [];
        ProtocolErrorCode? found = null;
        try
        {
            await foreach (ReceivedObject<object> received in connection.ReceiveAllAsync(RawPeer.Patience))
            {
                values.Add(received.Value);
            }
        }
        catch (BananaProtocolException lost)
        {
            found = lost.Code;
        }

        Assert.AreEqual(7, values.Single());
        Assert.AreEqual(code, found);
    }

    [TestMethod]
    [Clause("W-15")]
    public async Task Ping_IsAnsweredAtOnce_AlsoInsideAnObject()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        ValueTask<List<ReceivedObject<object>>> receiving = new(RawPeer.TakeAsync(connection, 1));
        await peer.SendAsync("008804826c697374 018e");
        Assert.AreEqual("018f", await peer.ReadAsync(2));
        await peer.SendAsync("028e 0089");
        Assert.AreEqual("028f", await peer.ReadAsync(2));
        await receiving;
        connection.Ping(3);
        Assert.AreEqual("038e", await peer.ReadAsync(2));
        await connection.DisposeAsync();
        Assert.ThrowsExactly<ObjectDisposedException>(() => connection.Ping());
    }

    [TestMethod]
    public async Task Refusal_OfWhatIsSent_AbortsItAndTheNextObjectGoes()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(
            async () => await connection.SendAsync<object>(new List<object?> { 1, new object() }));
        Assert.AreEqual("$[1]", refused.Path);
        await connection.SendAsync<object>(7);
        Assert.AreEqual("008804826c6973740181008a0089" + "0781", await peer.ReadAsync(16));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("V-5")]
    public async Task Vocabulary_OfTheProgram_IsUsedFromThenOn()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await connection.SetVocabularyAsync(["list"]);
        await connection.AddVocabularyAsync(5, "x");
        await connection.SendAsync<object>(new List<object?> { "x"u8.ToArray() });
        Assert.AreEqual(
            "008809827365742d766f636162008104826c6973740089" + "01880982 6164642d766f636162 0581 018278 0189".Replace(" ", "", StringComparison.Ordinal) + "0288008705870289",
            await peer.ReadAsync(51));
        await connection.DisposeAsync();
    }

    [TestMethod]
    public void Timeouts_OutOfRange_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TokenConnectionOptions { Serializer = RawPeer.Serializer, KeepaliveTimeout = TimeSpan.Zero });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TokenConnectionOptions { Serializer = RawPeer.Serializer, DisconnectTimeout = TimeSpan.FromSeconds(-2) });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TokenConnectionOptions { Serializer = RawPeer.Serializer, CloseTimeout = TimeSpan.Zero });
    }

    [TestMethod]
    public async Task Types_ThatNobodyRegistered_AreRefusedAtOnce()
    {
        (TokenConnection connection, _) = RawPeer.Connect();
        await Assert.ThrowsExactlyAsync<NotSupportedException>(async () => await connection.SendAsync(new Stranger()));
        await connection.DisposeAsync();
    }

    private static string ErrorIn(byte[] bytes)
    {
        TokenReader reader = new(bytes);
        Assert.AreEqual(ReadStatus.Done, reader.TryPeek(out TokenHeader header));
        Assert.AreEqual(TokenType.Error, header.Type);
        reader.Accept(header);
        Assert.AreEqual(ReadStatus.Done, reader.TryReadBody(out ReadOnlySpan<byte> text));
        Assert.AreEqual(0, reader.Remaining);
        return System.Text.Encoding.UTF8.GetString(text);
    }
}
