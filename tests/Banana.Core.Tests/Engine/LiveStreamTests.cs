using System.Buffers;
using System.Collections.Frozen;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Engine;

/// <summary>Streams whose elements travel apart from the objects that contain them.</summary>
[TestClass]
public sealed class LiveStreamTests
{
    private static readonly byte[] s_one = Hex.Parse("88 0b82 6c6976652d73747265616d 0181 89");

    [TestMethod]
    [Clause("T-30")]
    public void Stream_AtTheRoot_IsItsNumber()
    {
        Carrier carrier = new(NewOptions());
        Numbers numbers = new();
        CollectionAssert.AreEqual(s_one, carrier.Write<IAsyncEnumerable<int>>(numbers));
        Assert.AreSame(numbers, carrier.Sent.Single());
        Assert.AreSame(numbers, carrier.Read<IAsyncEnumerable<int>>(s_one));
        Assert.AreSame(BuiltInTypes.Int32.Slicer, carrier.Slicers.Single());
        Assert.AreSame(BuiltInTypes.Int32.Unslicer, carrier.Unslicers.Single());
    }

    [TestMethod]
    [Clause("T-30")]
    public void Stream_InAnObject_IsThereBeforeItsElements()
    {
        Carrier carrier = new(NewOptions());
        Report report = new() { Title = "a", Numbers = new Numbers(), Texts = new Texts(), After = 5 };
        Report read = carrier.Read<Report>(carrier.Write(report))!;
        Assert.AreEqual(("a", 5), (read.Title, read.After));
        Assert.AreSame(report.Numbers, read.Numbers);
        Assert.AreSame(report.Texts, read.Texts);
        Assert.IsNull(read.Again);
    }

    [TestMethod]
    [Clause("T-30")]
    public void Stream_InPieces_IsOpenedOnce()
    {
        Carrier carrier = new(NewOptions());
        byte[] bytes = carrier.Write(new Report { Numbers = new Numbers(), Texts = new Texts() });
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            carrier.Taken.Clear();
            Report read = (Report)Receiver.ReadAll(carrier.Receiving, carrier.Options.Types.Get<Report>().Unslicer, pieces).Single().Value!;
            Assert.AreSame(carrier.Sent[0], read.Numbers);
            Assert.HasCount(2, carrier.Taken);
        }
    }

    [TestMethod]
    [Clause("T-30")]
    public void Stream_ThatIsWrittenInPieces_IsOpenedOnce()
    {
        Carrier carrier = new(NewOptions());
        List<IAsyncEnumerable<int>> streams = [.. Enumerable.Range(0, 100).Select(_ => new Numbers())];
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = carrier.NewSlicerStack();
        TokenWriter writer = new(output, budget: 1);
        SliceStep step = stack.Write(ref writer, carrier.Options.Types.Get<List<IAsyncEnumerable<int>>>().Slicer, streams);
        int pieces = 1;
        for (; step == SliceStep.Flush; pieces++)
        {
            writer.Commit();
            writer = new TokenWriter(output, budget: 1);
            step = stack.Continue(ref writer);
        }

        writer.Commit();
        Assert.IsGreaterThan(50, pieces);
        CollectionAssert.AreEqual(streams, carrier.Sent);
        CollectionAssert.AreEqual(streams, carrier.Read<List<IAsyncEnumerable<int>>>(output.WrittenSpan.ToArray()));
    }

    [TestMethod]
    [Clause("T-30")]
    public void Stream_TwiceInAnObject_IsOne()
    {
        Carrier carrier = new(NewOptions());
        Numbers numbers = new();
        Report read = carrier.Read<Report>(carrier.Write(new Report { Numbers = numbers, Again = numbers }))!;
        Assert.HasCount(1, carrier.Sent);
        Assert.HasCount(1, carrier.Taken);
        Assert.AreSame(read.Numbers, read.Again);
        Assert.IsNotNull(read.Again);
    }

    [TestMethod]
    [Clause("T-30")]
    public void Stream_TwiceWhereReferencesAreOff_IsRefusedByTheSender()
    {
        Carrier carrier = new(NewOptions(), ReferenceScope.None);
        Numbers numbers = new();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => carrier.Write(new Report { Numbers = numbers, Again = numbers }));
        Assert.AreEqual((ViolationCode.NotRepresentable, "a stream again", "$.Again"), (refused.Code, refused.Found, refused.Path));
        Assert.AreSame(numbers, carrier.Read<Report>(carrier.Write(new Report { Numbers = numbers }))!.Numbers); // the next object is another one
    }

    [TestMethod]
    [Clause("T-30")]
    [DataRow("88 0b82 6c6976652d73747265616d 0281 89", ViolationCode.InvalidValue, DisplayName = "an unknown number")]
    [DataRow("88 0b82 6c6976652d73747265616d 89", ViolationCode.UnexpectedToken, DisplayName = "no number")]
    [DataRow("88 0b82 6c6976652d73747265616d 0183 89", ViolationCode.UnexpectedToken, DisplayName = "a negative number")]
    [DataRow("88 0b82 6c6976652d73747265616d 0000000000000000000281 89", ViolationCode.UnexpectedToken, DisplayName = "a number of no ulong")]
    [DataRow("88 0b82 6c6976652d73747265616d 0181 0181 89", ViolationCode.SequenceTooLong, DisplayName = "an element")]
    [DataRow("88 0b82 6c6976652d73747265616d 0181 8a 89", ViolationCode.Aborted, DisplayName = "aborted")]
    public void Read_OfAnythingElse_IsAViolation(string bytes, ViolationCode code)
    {
        Carrier carrier = new(NewOptions());
        carrier.Write<IAsyncEnumerable<int>>(new Numbers());
        foreach (byte[][] pieces in Cuts.All([.. Hex.Parse(bytes), .. s_one]))
        {
            carrier.Taken.Clear();
            List<Received> received = Receiver.ReadAll(carrier.Receiving, carrier.Options.Types.Get<IAsyncEnumerable<int>>().Unslicer, pieces);
            Assert.AreEqual(code, received[0].Violation!.Code);
            Assert.AreSame(carrier.Sent[0], received[1].Value); // the stream goes on
        }
    }

    [TestMethod]
    [Clause("T-30")]
    public void Read_OfANumberAgain_IsAViolation()
    {
        Carrier carrier = new(NewOptions());
        carrier.Write<IAsyncEnumerable<int>>(new Numbers());
        List<Received> received = Receiver.ReadAll(
            carrier.Receiving, carrier.Options.Types.Get<List<IAsyncEnumerable<int>>>().Unslicer, [[0x88, 0x05, 0x87, .. s_one, .. s_one, 0x89]]);
        Assert.AreEqual((ViolationCode.InvalidValue, "live stream 1", "$[1]"), (received[0].Violation!.Code, received[0].Violation!.Found, received[0].Violation!.Path));
    }

    [TestMethod]
    [Clause("T-30")]
    public void Streams_WithoutAConnection_AreAsBefore()
    {
        BananaSerializerOptions options = NewOptions();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<IAsyncEnumerable<int>>(new Numbers(), options));
        Assert.AreEqual("a value that must be awaited", refused.Found);
        Assert.AreEqual(ViolationCode.RefusedOpenType, Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<IAsyncEnumerable<int>>(s_one, options)).Code);
    }

    [TestMethod]
    [Clause("T-16")]
    public async Task Read_OfAStreamInPlace_IsTakenOnAConnectionAsWell()
    {
        Carrier carrier = new(NewOptions());
        byte[] stream = [.. Hex.Parse("88 0682"), .. "stream"u8, .. Hex.Parse("0181 0281 89")];
        IAsyncEnumerable<int> read = carrier.Read<IAsyncEnumerable<int>>(stream)!;
        List<int> elements = [];
        await foreach (int element in read)
        {
            elements.Add(element);
        }

        CollectionAssert.AreEqual(new[] { 1, 2 }, elements);
    }

    [TestMethod]
    public void Stream_WhoseElementsShareObjects_IsNotLive()
    {
        Carrier carrier = new(NewOptions(keepsIdentity: true));
        Assert.AreEqual("a value that must be awaited", Assert.ThrowsExactly<ViolationException>(() => carrier.Write<IAsyncEnumerable<int>>(new Numbers())).Found);
        Assert.IsEmpty(carrier.Sent);
    }

    /// <summary>The elements are inside the object that forbids, and written by another stack, which does not know that.</summary>
    [TestMethod]
    [Clause("S-9")]
    public void Stream_InAnObjectThatForbidsOthers_IsRefused()
    {
        Carrier carrier = new(NewOptions());
        carrier.Options.Types.Add(new SliceableType<Strict>(new StrictSlicer(carrier.Options.Types.Get<IAsyncEnumerable<int>>().Slicer), new StrictUnslicer(), "strict"));
        Assert.AreEqual(
            "a stream inside an object that forbids others in it",
            Assert.ThrowsExactly<ViolationException>(() => carrier.Write(new Strict(new Numbers()))).Found);
        Assert.IsEmpty(carrier.Sent);
    }

    [TestMethod]
    [Clause("S-8")]
    [DataRow(false, false, DisplayName = "nothing")]
    [DataRow(true, false, DisplayName = "the stream only")]
    [DataRow(true, true, DisplayName = "all of it")]
    public void Tasters_InForceAtTheElements_AreHandedOver(bool isTasted, bool isDeep)
    {
        Taster? taster = isTasted ? new Taster { OpenTypes = new[] { "live-stream", "unicode" }.ToFrozenSet(), IsDeep = isDeep } : null;
        BananaSerializerOptions options = NewOptions(BananaPolicy.Untrusted with { Taster = taster });
        Carrier carrier = new(options);
        carrier.Write<IAsyncEnumerable<object>>(new Anything());
        Assert.IsNotNull(carrier.Read<IAsyncEnumerable<object>>(s_one));
        UnslicerStackOptions elements = options.ToUnslicerStackOptions() with { Tasters = carrier.Tasters };
        Received list = Receiver.ReadAll(elements, BuiltInTypes.Object.Unslicer, [Hex.Parse("880587 89")]).Single();
        Received number = Receiver.ReadAll(elements, BuiltInTypes.Object.Unslicer, [Hex.Parse("0581")]).Single();
        Assert.AreEqual(isDeep, list.Violation is not null);
        Assert.AreEqual(5, number.Value);
        Received root = Receiver.ReadAll(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, [Hex.Parse("880587 89")]).Single();
        Assert.AreEqual(isTasted, root.Violation is not null);
    }

    private static BananaSerializerOptions NewOptions(BananaPolicy? policy = null, bool keepsIdentity = false)
    {
        BananaSerializerOptions options = new() { Policy = policy ?? BananaPolicy.Untrusted, KeepsIdentityInStreams = keepsIdentity };
        options.Types.AddReflected<Report>("report");
        return options;
    }

    /// <summary>Both ends of a connection: what is sent under a number is received under it.</summary>
    private sealed class Carrier(BananaSerializerOptions options, ReferenceScope references = ReferenceScope.Message) : ILiveStreamSender, ILiveStreamReceiver
    {
        public BananaSerializerOptions Options { get; } = options;

        public List<object> Sent { get; } = [];

        public List<Slicer> Slicers { get; } = [];

        public HashSet<ulong> Taken { get; } = [];

        public List<Unslicer> Unslicers { get; } = [];

        public CompiledTaster? Tasters { get; private set; }

        public UnslicerStackOptions Receiving => Options.ToUnslicerStackOptions() with { LiveStreams = this, References = references };

        public SlicerStack NewSlicerStack() => new(Options.ToSlicerStackOptions() with { LiveStreams = this, References = references });

        public byte[] Write<T>(T value)
        {
            ArrayBufferWriter<byte> output = new();
            TokenWriter writer = new(output);
            NewSlicerStack().Write(ref writer, Options.Types.Get<T>().Slicer, value);
            writer.Commit();
            return output.WrittenSpan.ToArray();
        }

        public T? Read<T>(byte[] bytes) => (T?)Receiver.ReadAll(Receiving, Options.Types.Get<T>().Unslicer, [bytes]).Single().Value;

        ulong ILiveStreamSender.Open<T>(IAsyncEnumerable<T> stream, Slicer<T> element)
        {
            Sent.Add(stream);
            Slicers.Add(element);
            return (ulong)Sent.Count;
        }

        IAsyncEnumerable<T>? ILiveStreamReceiver.Open<T>(ulong number, Unslicer<T> element, CompiledTaster tasters)
        {
            Unslicers.Add(element);
            Tasters = tasters;
            return number > 0 && number <= (ulong)Sent.Count && Taken.Add(number) ? (IAsyncEnumerable<T>)Sent[(int)number - 1] : null;
        }
    }

    internal sealed class Report
    {
        public string? Title { get; set; }

        public IAsyncEnumerable<int>? Numbers { get; set; }

        public IAsyncEnumerable<string>? Texts { get; set; }

        public IAsyncEnumerable<int>? Again { get; set; }

        public int After { get; set; }
    }

    private abstract class Never<T> : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new InvalidOperationException("It is enumerated elsewhere.");
    }

    private sealed class Numbers : Never<int>;

    private sealed class Texts : Never<string>;

    private sealed class Anything : Never<object>;

    private sealed record Strict(IAsyncEnumerable<int> Stream);

    private sealed class StrictSlicer : Slicer<Strict>
    {
        private readonly Slicer<IAsyncEnumerable<int>> _stream;

        public StrictSlicer(Slicer<IAsyncEnumerable<int>> stream)
            : base(new VocabularyWord("strict"))
        {
            _stream = stream;
            ForbidsInside = true;
        }

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
            frame.State++ == 0 ? _stream.Write(ref writer, stack, ((Strict)frame.Target).Stream) : SliceStep.Done;
    }

    private sealed class StrictUnslicer : Unslicer<Strict>
    {
        public override string Expected => "a strict one";
    }
}
