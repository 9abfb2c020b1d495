using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Vocabularies;

/// <summary>Shapes that are announced once for all payloads of a connection.</summary>
[TestClass]
public sealed class AnnouncedShapesTests
{
    private const int CostOfAPoint = (128 * 5) + (3 * (5 + 1 + 5 + 1 + 5)); // "point", X, "int32", Y, "int32"

    [TestMethod]
    [Clause("I-7")]
    public void Payloads_OfOneStack_AreAnnouncedOnceAndHoldNoDefinition()
    {
        SharedShapes shared = new(types => types.AddReflected<Point>("point"));
        SlicerStack sending = shared.NewSlicerStack();
        UnslicerStack receiving = shared.NewUnslicerStack();
        for (int i = 0; i < 100; i++)
        {
            byte[] payload = shared.Write(sending, new Point(i, 2));
            Assert.AreEqual(i == 0 ? 1 : 0, shared.Announce().Count);
            CollectionAssert.AreEqual(Hex.Parse($"88 2387 0081 {i:x2}81 0281 89"), payload);
            Assert.AreEqual(new Point(i, 2), shared.Read<Point>(receiving, payload));
        }

        Assert.AreEqual(0, receiving.Shapes.Recognized); // of those that the next stream forgets
    }

    [TestMethod]
    [Clause("I-7")]
    public void Announcement_OfAShape_IsItsDefinition()
    {
        SharedShapes shared = new(types => types.AddReflected<Point>("point"));
        shared.Write(shared.NewSlicerStack(), new Point(1, 2));
        CollectionAssert.AreEqual(Definitions.OfAShape(0, "point", ("X", "int32"), ("Y", "int32")), Expand(shared.Announce().Single()));
        IncomingShape shape = shared.Peer.All.Single();
        Assert.AreEqual((0UL, "point", 2, (long)CostOfAPoint), (shape.Number, shape.Name, shape.Attributes.Count, shape.Cost));
    }

    [TestMethod]
    [Clause("I-7")]
    public void Payloads_OfTwoStacks_ShareTheShapesThatEitherAnnounced()
    {
        SharedShapes shared = new(types => types.AddReflected<Point>("point").AddReflected<Line>("line"));
        (SlicerStack first, SlicerStack second) = (shared.NewSlicerStack(), shared.NewSlicerStack());
        (UnslicerStack here, UnslicerStack there) = (shared.NewUnslicerStack(), shared.NewUnslicerStack());
        byte[] line = shared.Write(second, new Line(new Point(1, 2), new Point(3, 4)));
        byte[] point = shared.Write(first, new Point(5, 6));
        byte[] again = shared.Write(second, new Point(7, 8));
        Assert.HasCount(1, shared.Announce());
        Assert.HasCount(2, shared.Peer.All);
        Assert.AreEqual(new Point(5, 6), shared.Read<Point>(here, point));
        Assert.AreEqual(new Line(new Point(1, 2), new Point(3, 4)), shared.Read<Line>(there, line));
        Assert.AreEqual(new Point(7, 8), shared.Read<Point>(there, again));
        Assert.AreEqual(new Point(7, 8), shared.Read<Point>(here, again));
    }

    [TestMethod]
    [Clause("I-7")]
    public void Payloads_OfDerivedClasses_AreAnnouncedOneByOne()
    {
        SharedShapes shared = new(types => types.AddReflected<Animal>("animal"));
        (SlicerStack sending, UnslicerStack receiving) = (shared.NewSlicerStack(), shared.NewUnslicerStack());
        Animal[] animals = [new Dog { Name = "a", Bones = 1 }, new Cat { Name = "b", Mice = 2 }, new Dog { Name = "c", Bones = 3 }, new Cat { Name = "d" }];
        int[] pieces = [1, 1, 0, 0];
        for (int i = 0; i < animals.Length; i++)
        {
            byte[] payload = shared.Write(sending, animals[i]);
            Assert.HasCount(pieces[i], shared.Announce());
            Animal read = shared.Read<Animal>(receiving, payload)!;
            Assert.AreEqual((animals[i].GetType(), animals[i].Name), (read.GetType(), read.Name));
        }
    }

    [TestMethod]
    [Clause("I-3")]
    public void Payloads_OfAnOlderVersion_AreMappedInEveryStack()
    {
        SharedShapes shared = new(types => types.AddReflected<OldPoint>("point"), types => types.AddReflected<Point>("point"));
        SlicerStack sending = shared.NewSlicerStack();
        UnslicerStack[] receiving = [shared.NewUnslicerStack(), shared.NewUnslicerStack()];
        for (int i = 0; i < 6; i++)
        {
            byte[] payload = shared.Write(sending, new OldPoint { Y = i, X = 5, Gone = "gone" });
            shared.Announce();
            Assert.AreEqual(new Point(5, i), shared.Read<Point>(receiving[i % 2], payload));
        }
    }

    [TestMethod]
    [Clause("I-7")]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public void Shapes_BeyondThePeersLimit_AreDefinedInThePayload(int missing, bool isAnnounced)
    {
        SharedShapes shared = new(types => types.AddReflected<Point>("point"), maxBytes: CostOfAPoint - missing);
        (SlicerStack sending, UnslicerStack receiving) = (shared.NewSlicerStack(), shared.NewUnslicerStack());
        for (int i = 0; i < 3; i++)
        {
            byte[] payload = shared.Write(sending, new Point(i, 2));
            Assert.HasCount(isAnnounced && i == 0 ? 1 : 0, shared.Announce());
            Assert.AreEqual(isAnnounced, payload.Length == 10);
            Assert.AreEqual(new Point(i, 2), shared.Read<Point>(receiving, payload));
        }
    }

    [TestMethod]
    [Clause("I-7")]
    public void Shapes_BeyondTheLastNumber_AreDefinedInThePayloadWithHigherNumbers()
    {
        AnnouncedShapes announced = new(WireDialect.Net.Vocabulary, long.MaxValue);
        OutgoingShapes full = new(0x23, agrees: false, announced);
        for (int i = 0; i < AnnouncedShapes.MostShapes; i++)
        {
            Assert.IsTrue(full.TryGetNumber(NewShape(), out ulong number));
            Assert.AreEqual((ulong)i, number);
        }

        Shape[] late = [NewShape(), NewShape()];
        for (int i = 0; i < 2; i++)
        {
            Assert.IsFalse(full.TryGetNumber(late[0], out _));
            Assert.AreEqual(16384UL, full.Define(late[0]));
            Assert.AreEqual(16385UL, full.Define(late[1]));
            Assert.IsTrue(full.TryGetNumber(late[1], out ulong number) && number == 16385);
            full.Restart();
        }
    }

    [TestMethod]
    [Clause("I-7")]
    public void Shapes_ThatFitIntoNoPieceOrHaveALongName_AreDefinedInThePayload()
    {
        AnnouncedShapes announced = new(WireDialect.Net.Vocabulary, long.MaxValue, maxPieceBytes: 300);
        Assert.IsTrue(announced.TryGetNumber(NewShape(name: new string('n', 255)), out _));
        Assert.IsFalse(announced.TryGetNumber(NewShape(name: new string('n', 256)), out _));
        Assert.IsFalse(announced.TryGetNumber(NewShape(name: new string('n', 200), attribute: new string('a', 100)), out _));
        Assert.IsTrue(announced.TryGetNumber(NewShape(name: new string('m', 255)), out _));
        ArrayBufferWriter<byte> output = new();
        List<int> pieces = [];
        while (announced.TryTakeNew(output))
        {
            pieces.Add(output.WrittenCount);
            output.ResetWrittenCount();
        }

        Assert.HasCount(2, pieces);
        Assert.IsTrue(pieces.All(piece => piece is > 255 and <= 300));
    }

    [TestMethod]
    [Clause("I-7")]
    public void Shapes_OfAnAbortedPayload_AreAnnouncedNoneTheLess()
    {
        SharedShapes shared = new(types => types.AddReflected<Point>("point").AddReflected<Fragile>("fragile"));
        (SlicerStack sending, UnslicerStack receiving) = (shared.NewSlicerStack(), shared.NewUnslicerStack());
        Assert.ThrowsExactly<ViolationException>(() => shared.Write(sending, new Fragile { At = new Point(1, 2), Any = new object() }));
        byte[] payload = shared.Write(sending, new Point(3, 4));
        Assert.HasCount(1, shared.Announce());
        Assert.AreEqual(new Point(3, 4), shared.Read<Point>(receiving, payload));
    }

    [TestMethod]
    public void Write_OfKnownShapes_AllocatesNothing()
    {
        SharedShapes shared = new(types => types.AddReflected<Point>("point").AddReflected<Line>("line"));
        SlicerStack sending = shared.NewSlicerStack();
        ArrayBufferWriter<byte> output = new(1024);
        Line line = new(new Point(1, 2), new Point(3, 4));
        for (int i = 0; i < 100; i++)
        {
            Write();
        }

        shared.Announce();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Write();
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Write()
        {
            output.ResetWrittenCount();
            shared.Write(sending, line, output);
        }
    }

    [TestMethod]
    public void Restart_OfAReceiver_KeepsTheRecognitionOfAnnouncedShapes()
    {
        SharedShapes shared = new(types => types.AddReflected<Point>("point"));
        (SlicerStack sending, UnslicerStack receiving) = (shared.NewSlicerStack(), shared.NewUnslicerStack());
        byte[] payload = shared.Write(sending, new Point(1, 2));
        shared.Announce();
        shared.Read<Point>(receiving, payload);
        IncomingShape known = receiving.Shapes.Find(0)!;
        receiving.Restart();
        Assert.AreSame(known, receiving.Shapes.Find(0));
        Assert.IsNotNull(known.Own);
        Assert.IsTrue(receiving.Shapes.TryGetPrefix(known.Own, out _));
        Assert.AreNotSame(known, shared.Peer.Find(0)); // whose caches are no stack's own
    }

    [TestMethod]
    public async Task Stacks_OnManyThreads_GetTheSameNumbers()
    {
        Shape[] shapes = [.. Enumerable.Range(0, 200).Select(_ => NewShape())];
        AnnouncedShapes announced = new(WireDialect.Net.Vocabulary, long.MaxValue);
        ulong[][] numbers = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            OutgoingShapes stack = new(0x23, agrees: false, announced);
            int[] order = [.. Enumerable.Range(0, shapes.Length)];
            new Random(seed).Shuffle(order);
            ulong[] found = new ulong[shapes.Length];
            foreach (int i in order)
            {
                Assert.IsTrue(stack.TryGetNumber(shapes[i], out found[i]));
            }

            return found;
        })));
        Assert.IsTrue(numbers.All(found => found.SequenceEqual(numbers[0])));
        Assert.AreEqual(shapes.Length, numbers[0].Distinct().Count());
        ArrayBufferWriter<byte> output = new();
        Assert.IsTrue(announced.TryTakeNew(output));
        PeerShapes peer = new(WireDialect.Net.Vocabulary, long.MaxValue);
        peer.Read(new ReadOnlySequence<byte>(output.WrittenMemory));
        Assert.HasCount(shapes.Length, peer.All);
    }

    private static Shape NewShape(string name = "s", string attribute = "a") =>
        new(new VocabularyWord(name), [new VocabularyWord(attribute)], [new VocabularyWord("int32")]);

    /// <summary>The definition with its words in full.</summary>
    private static byte[] Expand(byte[] definition)
    {
        byte index = (byte)WireDialect.Net.Vocabulary.IndexOf("int32");
        byte[] word = [5, (byte)TokenType.String, .. "int32"u8];
        List<byte> bytes = [];
        for (int i = 0; i < definition.Length; i++)
        {
            bool isWord = definition[i] == index && i + 1 < definition.Length && definition[i + 1] == (byte)TokenType.Vocab;
            bytes.AddRange(isWord ? word : [definition[i]]);
            i += isWord ? 1 : 0;
        }

        return [.. bytes];
    }

    internal sealed record Point(int X, int Y);

    internal sealed record Line(Point From, Point To);

    internal sealed class OldPoint
    {
        public int Y { get; set; }

        public string? Gone { get; set; }

        public int X { get; set; }
    }

    [SliceDerived(typeof(Dog))]
    [SliceDerived(typeof(Cat))]
    internal abstract class Animal
    {
        public string? Name { get; set; }
    }

    [Sliceable("dog")]
    internal sealed class Dog : Animal
    {
        public int Bones { get; set; }
    }

    [Sliceable("cat")]
    internal sealed class Cat : Animal
    {
        public int Mice { get; set; }
    }

    internal sealed class Fragile
    {
        public Point? At { get; set; }

        public object? Any { get; set; }
    }
}
