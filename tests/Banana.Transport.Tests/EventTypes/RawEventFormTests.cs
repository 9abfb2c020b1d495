using System.Buffers;
using Banana.Transport.Tests.Events;

namespace Banana.Transport.Tests.EventTypes;

/// <summary>Events whose payload is raw bytes.</summary>
[TestClass]
public sealed class RawEventFormTests
{
    [TestMethod]
    public void Find_OfARawEvent_WritesAndReadsExactlyItsBytes()
    {
        EventType<int> type = NewOptions().Events.Find<int>();
        Assert.IsTrue(type.IsRaw);
        ArrayBufferWriter<byte> payload = new();
        type.WriteRaw(payload, 1234);
        CollectionAssert.AreEqual("1234"u8.ToArray(), payload.WrittenMemory.ToArray());
        Assert.IsTrue(type.TryReadRaw(new ReadOnlySequence<byte>(payload.WrittenMemory), out object? value, out _));
        Assert.AreEqual(1234, value);
    }

    [TestMethod]
    public void TryReadRaw_OfWhatTheFormThrowsAt_IsAViolationWithItsMessage()
    {
        Assert.IsFalse(NewOptions().Events.Find<int>().TryReadRaw(new ReadOnlySequence<byte>("12x"u8.ToArray()), out object? value, out Violation? violation));
        Assert.IsNull(value);
        Assert.AreEqual((ViolationCode.UserCode, "FormatException: These are no digits."), (violation!.Code, violation.Found));
        Assert.Contains("'test.digits'", violation.Expected);
        Assert.IsInstanceOfType<FormatException>(violation.InnerException);
    }

    [TestMethod]
    public void TryReadRaw_OfWhatALostStreamInsideIs_IsAViolationToo()
    {
        EventType<List<int>> type = NewOptions().Events.Find<List<int>>();
        Assert.IsFalse(type.TryReadRaw(new ReadOnlySequence<byte>([0xFF]), out _, out Violation? lost));
        Assert.IsInstanceOfType<BananaProtocolException>(lost!.InnerException);
        Assert.IsFalse(type.TryReadRaw(new ReadOnlySequence<byte>(BananaSerializer.Serialize("text")), out _, out Violation? refused));
        Assert.AreNotEqual(ViolationCode.UserCode, refused!.Code, "its own violation says more");
        Assert.IsFalse(type.TryReadRaw(new ReadOnlySequence<byte>(BananaSerializer.Serialize<List<int>?>(null)), out _, out Violation? none));
        Assert.AreEqual((ViolationCode.InvalidValue, "null"), (none!.Code, none.Found));
    }

    [TestMethod]
    [Clause("E-4")]
    public async Task Receive_OfRawEvents_RefusesABadOneAlone()
    {
        EventConnectionOptions sending = new();
        sending.Events.Add("test.digits", new Anything()).Add<int>("test.number");
        EventConnectionOptions receiving = NewOptions();
        receiving.Events.Add<double>("test.number");
        await using EventPair pair = await EventPair.OpenAsync(left: sending, right: receiving);
        foreach (string text in (string[])["1", "", "x", new string('0', 90_000) + "7"])
        {
            await pair.Left.SendAsync(text);
        }

        await pair.Left.SendAsync(8);
        await pair.Left.DisposeAsync();
        List<ReceivedEvent> received = await pair.ReceiveAllAsync();
        CollectionAssert.AreEqual(new object?[] { 1, null, null, 7, 8.0 }, received.Select(item => item.Value).ToList());
        CollectionAssert.AreEqual(new[] { 1, 2 }, Enumerable.Range(0, 5).Where(i => received[i].Violation is not null).ToList());
    }

    [TestMethod]
    public async Task SendAsync_OfWhatTheFormThrowsAt_SendsNothingAndTheConnectionIsFine()
    {
        await using EventPair pair = await EventPair.OpenAsync(left: NewOptions(), right: NewOptions());
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(async () => await pair.Left.SendAsync(-1));
        Assert.AreEqual(ViolationCode.UserCode, refused.Code);
        await pair.Left.SendAsync(5);
        await pair.Left.DisposeAsync();
        Assert.AreEqual(5, (await pair.ReceiveAllAsync()).Single().Value);
    }

    private static EventConnectionOptions NewOptions()
    {
        EventConnectionOptions options = new();
        options.Events.Add("test.digits", new Digits()).Add("test.nested", new Nested());
        return options;
    }

    /// <summary>Text that the other side takes for digits.</summary>
    private sealed class Anything : RawEventForm<string>
    {
        public override void Write(IBufferWriter<byte> output, string value) => output.Write(System.Text.Encoding.UTF8.GetBytes(value));

        public override string Read(in ReadOnlySequence<byte> payload) => throw new NotSupportedException();
    }

    /// <summary>A document inside an event.</summary>
    private sealed class Nested : RawEventForm<List<int>>
    {
        public override void Write(IBufferWriter<byte> output, List<int> value) => output.Write(BananaSerializer.Serialize(value));

        public override List<int> Read(in ReadOnlySequence<byte> payload) => BananaSerializer.Deserialize<List<int>>(payload.ToArray())!;
    }
}
