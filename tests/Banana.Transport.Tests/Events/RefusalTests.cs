using System.Diagnostics;
using Banana.Slicing;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>A violation loses one event alone, and its sender is told which and, unless it is kept from it, why.</summary>
[TestClass]
public sealed class RefusalTests
{
    [TestMethod]
    [DataRow(Carrier.Memory, true)]
    [DataRow(Carrier.Memory, false)]
    [DataRow(Carrier.Tcp, true)]
    [DataRow(Carrier.Unix, true)]
    [DataRow(Carrier.Tls, false)]
    public async Task Sender_OfARefusedEvent_IsToldWhich(Carrier carrier, bool isTold)
    {
        TaskCompletionSource<RefusedEvent> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EventPair pair = await EventPair.OpenAsync(carrier, NewOptions(told.SetResult), NewStrictOptions(isTold));
        await pair.Left.SendAsync("fine");
        await pair.Left.SendAsync(7);
        await pair.Left.SendAsync(new string('x', 1000));
        await pair.Left.SendAsync("next");
        Assert.AreEqual("fine 7 StringTooLong next", await RawEventPeer.DescribeAsync(pair.Right, 4));
        RefusedEvent refused = await told.Task.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(("test.text", 1UL, 0UL), (refused.Name, refused.Number, refused.Request));
        Assert.AreEqual(isTold ? ViolationCode.StringTooLong : null, refused.Code);
        if (isTold)
        {
            Assert.Contains("1000", refused.Message);
        }
        else
        {
            Assert.AreEqual("", refused.Message);
        }
    }

    [TestMethod]
    public async Task Marks_TravelWithSmallAndLargeEvents()
    {
        HoldingSink left = new("");
        HoldingSink right = new("");
        await using CarrierPair pair = await CarrierPair.ConnectAsync(Carrier.Memory);
        Task<EventConnection> opening = EventConnection.OpenAsync(pair.Server, NewStrictOptions(isTold: true), right, RawPeer.Patience).AsTask();
        await using EventConnection sender = await EventConnection.OpenAsync(pair.Client, EventPair.NewOptions(), left, RawPeer.Patience);
        await using EventConnection receiver = await opening;
        ActivityContext trace = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        EventMarks[] marks = [new(1, 0, default), new(0, ulong.MaxValue, default), new(0, 0, trace), new(ulong.MaxValue, 2, trace), default];
        foreach (EventMarks each in marks)
        {
            await sender.SendAsync("small", each, null, RawPeer.Patience);
            await sender.SendAsync(new Node { Edges = [.. Enumerable.Range(0, 3000).Select(i => new Node { Id = i })] }, each, new EventSendOptions { Lane = "large" }, RawPeer.Patience);
        }

        await right.WaitForAsync("test.text", marks.Length);
        await right.WaitForAsync("test.node", marks.Length);
        foreach (string name in (string[])["test.text", "test.node"])
        {
            CollectionAssert.AreEqual(marks, right.Arrived.Where(item => item.Name == name).Select(item => item.Marks).ToList());
        }

        await sender.SendAsync(new string('x', 1000), new EventMarks(9, 0, default), null, RawPeer.Patience);
        await left.WaitForAsync("refused", 1);
        Assert.AreEqual((9UL, ViolationCode.StringTooLong), (left.Refused[0].Request, left.Refused[0].Code));
        receiver.SendRequestFailure(10, "the handler's own words");
        await left.WaitForAsync("refused", 2);
        Assert.AreEqual(new RefusedEvent("", 0, 10, null, "the handler's own words"), left.Refused[1]);
    }

    [TestMethod]
    [DataRow("1081 0181 0281 0681 0182 61", ViolationCode.StringTooLong, DisplayName = "a known code")]
    [DataRow("1081 0181 0281 0081 0082", null, DisplayName = "no code")]
    [DataRow("1081 0181 0281 670781 0182 61", null, DisplayName = "a code of later versions")]
    [DataRow("1081 0181 0281 7f7f7f7f7f7f7f7f7f0181 0182 61", null, DisplayName = "the largest code")]
    public async Task Refusal_OfAnyCode_IsTold(string refusal, ViolationCode? code)
    {
        HoldingSink sink = new("");
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(sink: sink);
        Task accepting = peer.AcceptAsync();
        await connection.SendAsync("a");
        await accepting;
        await peer.SendAsync(Envelope(10, refusal.Replace("0681", $"{(int)ViolationCode.StringTooLong:x2}81")));
        await sink.WaitForAsync("refused", 1);
        Assert.AreEqual(("test.text", 1UL, 2UL, code), (sink.Refused[0].Name, sink.Refused[0].Number, sink.Refused[0].Request, sink.Refused[0].Code));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow("1181 0081 0081 0081 0082", DisplayName = "of a type that was not announced")]
    [DataRow("0181 0081 0081 0081 0082", DisplayName = "of an id of the connection")]
    [DataRow("0081 0081 0081 0081", DisplayName = "without a message")]
    [DataRow("0081 0081 0081 0081 0182ff", DisplayName = "with what is no text")]
    [DataRow("0081 0081 0081 0081 0082 0081", DisplayName = "with more fields")]
    public async Task Refusal_OfNothing_IsAProtocolError(string refusal)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Envelope(10, refusal));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, lost.Code);
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow("1081 0881 018261", DisplayName = "unknown marks")]
    [DataRow("1081 0181", DisplayName = "a request without a number")]
    [DataRow("1081 0481 00", DisplayName = "half a trace")]
    [DataRow("1081", DisplayName = "no marks")]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("0782 61", DisplayName = "a text for an id")]
    public async Task Marks_ThatMakeNoSense_AreAProtocolError(string payload)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Announce(16, "test.text"), Envelope(9, payload));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, lost.Code);
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-4")]
    public async Task Payload_OfNull_IsNoEvent()
    {
        byte[] none = Hex.Parse("88 04826e6f6e65 89");
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Announce(16, "test.text"), Envelope(16, none), Begin(Large, 16, none, First | Last), Envelope(16, Text("next")));
        Assert.AreEqual("InvalidValue InvalidValue next", await RawEventPeer.DescribeAsync(connection, 3));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-4")]
    [DataRow("018261 00", ProtocolErrorCode.TrailingData)]
    [DataRow("0282 61", ProtocolErrorCode.UnexpectedEnd)]
    [DataRow("", ProtocolErrorCode.UnexpectedEnd)]
    [DataRow("ff", ProtocolErrorCode.UnknownTypeByte)]
    [DataRow("018d78", ProtocolErrorCode.PeerError)]
    public async Task Payload_ThatIsNotOneValue_IsAProtocolError(string payload, ProtocolErrorCode code)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Announce(16, "test.text"), Envelope(16, payload));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(code, lost.Code);
        await connection.DisposeAsync();
    }

    private static EventConnectionOptions NewOptions(Action<RefusedEvent> onRefused)
    {
        EventConnectionOptions options = new() { OnRefused = onRefused };
        options.Events.Add("test.text", BuiltInTypes.String).Add("test.number", BuiltInTypes.Int32);
        return options;
    }

    private static EventConnectionOptions NewStrictOptions(bool isTold)
    {
        BananaSerializerOptions serializer = new() { Policy = BananaPolicy.Untrusted with { Taster = new Taster { MaxStringBytes = 100, IsDeep = true } } };
        serializer.Types.Add(Node.Sliceable);
        EventConnectionOptions options = new() { SendsViolations = isTold, Serializer = serializer };
        options.Events.Add("test.node", Node.Sliceable).Add("test.text", BuiltInTypes.String).Add("test.number", BuiltInTypes.Int32);
        return options;
    }
}
