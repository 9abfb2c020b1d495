using System.Collections.Frozen;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;
using static Banana.Transport.Tests.Events.RawEvents;

namespace Banana.Transport.Tests.Events;

/// <summary>What a peer may announce, and how much.</summary>
[TestClass]
public sealed class AnnouncementTests
{
    [TestMethod]
    [Clause("E-3")]
    [DataRow("1081", "0087", DisplayName = "no name")]
    [DataRow("1081", "0082", DisplayName = "an empty name")]
    [DataRow("1081", "8804826e6f6e6589", DisplayName = "no name, as a sequence")]
    [DataRow("1081", "0181", DisplayName = "a number for a name")]
    [DataRow("1083", "0182 61", DisplayName = "a negative id")]
    [DataRow("0f81", "0182 61", DisplayName = "an id of the connection")]
    [DataRow("0087", "0182 61", DisplayName = "no id")]
    [DataRow("0885 ffffffffffffffff", "0182 61", DisplayName = "an id that no integer holds")]
    public async Task Receive_OfAnAnnouncementWithoutANameOrAnId_IsAProtocolError(string id, string name)
    {
        byte[] announcement = Announce(Hex.Parse(id), Hex.Parse(name));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => ReceiveRaw(Envelope(1, announcement)));
        Assert.AreEqual(ProtocolErrorCode.InvalidAnnouncement, lost.Code);
    }

    /// <summary>As it was found.</summary>
    [TestMethod]
    public async Task Receive_OfANullName_IsAProtocolError()
    {
        byte[] found = Hex.Parse("270000000100880a87118262616e616e612e6576656e742d7479706502826964108104826e616d65008789");
        Assert.AreEqual(
            ProtocolErrorCode.InvalidAnnouncement, (await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => ReceiveRaw(found))).Code);
    }

    /// <summary>A name is kept for the life of the connection; 300 of a megabyte each were 572 MB.</summary>
    [TestMethod]
    [Clause("E-3")]
    [DataRow(255, true)]
    [DataRow(256, false)]
    [DataRow(1_000_000, false)]
    public async Task Receive_OfALongName_IsAProtocolErrorBeforeItIsKept(int length, bool isFine)
    {
        Task receiving = ReceiveRaw(NewOptions(maxPayloadBytes: 2_000_000), Envelope(1, Announce(16, new string('x', length))));
        if (isFine)
        {
            await receiving;
            return;
        }

        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => receiving);
        Assert.AreEqual(ProtocolErrorCode.InvalidAnnouncement, lost.Code);
        Assert.IsLessThan(1000, lost.Message.Length);
    }

    [TestMethod]
    [Clause("E-3")]
    public async Task Receive_OfMoreTypesThanTheLimit_IsAProtocolError()
    {
        byte[][] announcements = [.. Enumerable.Range(16, 4).Select(id => Envelope(1, Announce(id, $"no.such.{id}")))];
        Assert.IsEmpty(await ReceiveRaw(NewOptions(maxEventTypes: 4), announcements));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(
            () => ReceiveRaw(NewOptions(maxEventTypes: 3), announcements));
        Assert.AreEqual((ProtocolErrorCode.InvalidAnnouncement, "more than 3 event types"), (lost.Code, lost.Found));
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { MaxEventTypes = -1 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { MaxEventTypes = 65_521 });
        Assert.ThrowsExactly<ArgumentException>(() => new EventTypeRegistry().Add(new string('é', 128), BuiltInTypes.String));
        Assert.AreEqual(1024, new EventConnectionOptions().MaxEventTypes);
    }

    /// <summary>What the application agreed on, or forbids, is nothing to the connection's own payloads.</summary>
    [TestMethod]
    [Clause("E-3")]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public async Task Announcements_AreReadWhateverTheOptionsOfTheApplication(bool agreesOnShapes, bool isFoolscap)
    {
        EventConnectionOptions options = new()
        {
            Serializer = new BananaSerializerOptions(isFoolscap ? FoolscapDialect.Instance : WireDialect.Net)
            {
                AgreesOnShapes = agreesOnShapes,
                Policy = BananaPolicy.Untrusted with { OpenTypes = new[] { "list", "unicode" }.ToFrozenSet(), Taster = new Taster { MaxStringBytes = 5, IsDeep = true } },
            },
        };
        options.Events.Add("test.long-name", options.Serializer.Types.Get<List<string>>());
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        await using EventConnection receiver = new(there, options);
        await using (EventConnection sender = new(here, options))
        {
            await sender.SendAsync(new List<string> { "a", "b" });
        }

        CollectionAssert.AreEqual(new[] { "a", "b" }, (List<string>)(await ReceiveAll(receiver)).Single().Value!);
    }
}
