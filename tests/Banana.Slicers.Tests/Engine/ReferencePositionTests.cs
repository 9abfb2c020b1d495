using System.Collections.Immutable;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What may not stand at a position by itself may not come there by reference either; what may, may.</summary>
[TestClass]
public sealed class ReferencePositionTests
{
    private static readonly SliceableType<IPet> s_pet = BuiltInTypes.Abstract<IPet>("pet", static types => [types.Get<Dog>()]);

    [TestMethod]
    [Clause("R-2")]
    public void Reference_ToAnObjectThatThePositionWouldNotTake_IsRefused()
    {
        AssertRefused<Animal>(new Cat());
        AssertRefused(new Cat(), s_pet);
        AssertRefused(new uint[] { 1 }, BuiltInTypes.Array(BuiltInTypes.Int32));
        AssertRefused(new int[] { 1 }, BuiltInTypes.Array(BuiltInTypes.UInt32));
        AssertRefused(new string[] { "a" }, BuiltInTypes.Array(BuiltInTypes.Object));
        AssertRefused(new sbyte[] { 1 }, BuiltInTypes.Bytes);
        AssertRefused(new byte[] { 1 }, BuiltInTypes.Array(BuiltInTypes.SByte));
        AssertRefused(new DayOfWeek[] { DayOfWeek.Friday }, BuiltInTypes.Array(BuiltInTypes.Int32));
        AssertRefused(new string[,] { { "a" } }, BuiltInTypes.Array2D(BuiltInTypes.Object));
    }

    [TestMethod]
    [Clause("R-2")]
    public void Reference_ToAPromisedArrayOfAnotherType_IsRefused()
    {
        // an array of pairs, the second member of the first of which is that array
        byte[] bytes = BuildLoop();
        BananaSerializerOptions options = NewOptions(BuiltInTypes.Array(BuiltInTypes.Object)!);
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            List<Received> events = Receiver.ReadAll(
                options.ToUnslicerStackOptions(), BuiltInTypes.Array(Pair<object?[]>.Of(BuiltInTypes.Array(BuiltInTypes.Object)!)).Unslicer, pieces);
            Assert.AreEqual(ViolationCode.ReferenceTypeMismatch, events.Single().Violation?.Code, events[0].ToString());
        }

        static byte[] BuildLoop()
        {
            Pair<object> pair = new();
            Pair<object>[] loop = [pair];
            pair.Second = loop;
            SliceableType<Pair<object>[]> type = BuiltInTypes.Array(Pair<object>.Of(BuiltInTypes.Object));
            BananaSerializerOptions options = new();
            options.Types.Add(type with { Name = "test.pairs" });
            return BananaSerializer.Serialize(loop, options);
        }
    }

    [TestMethod]
    [Clause("R-2")]
    public void Reference_ToAnObjectThatThePositionTakes_IsThatObject()
    {
        AssertTaken<Animal>(new Dog());
        AssertTaken(new Dog(), s_pet);
        AssertTaken<IAnything>(new Dog());
        AssertTaken<IAnything>(new Cat());
        AssertTaken<Cat>(new Cat());
        AssertTaken<object>(new Cat());
        AssertTaken(new uint[] { 1 }, BuiltInTypes.Array(BuiltInTypes.UInt32));
        AssertTaken<object>(new uint[] { 1 });
        AssertTaken<object>(new object?[] { 1 });
        AssertTaken(new byte[] { 1 }, BuiltInTypes.Bytes);
        AssertTaken(new List<int> { 1 }, BuiltInTypes.List(BuiltInTypes.Int32));
        AssertTaken(new List<int> { 1 }, BuiltInTypes.Abstract<IEnumerable<int>>());
        AssertTaken(new List<int> { 1 }, BuiltInTypes.Abstract<IReadOnlyList<int>>());
        AssertTaken(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }, BuiltInTypes.Dictionary(BuiltInTypes.String, BuiltInTypes.Int32));
        AssertTaken(new Dictionary<string, int> { ["a"] = 1 }, BuiltInTypes.Abstract<IDictionary<string, int>>());
        AssertTaken(ImmutableList.Create(1), BuiltInTypes.ImmutableList(BuiltInTypes.Int32));
        AssertTaken<Exception>(new InvalidOperationException("x"), BuiltInTypes.Exception);
        AssertTaken(System.Text.Json.Nodes.JsonNode.Parse("{}")!.AsObject(), BuiltInTypes.JsonNode);
        AssertTaken(System.Text.Json.Nodes.JsonNode.Parse("[]")!.AsArray(), BuiltInTypes.JsonArray);
        AssertTaken(new ObjectTuple(1, 2), BuiltInTypes.ObjectTuple);
    }

    [TestMethod]
    [Clause("T-11")]
    public void Reference_ToASequenceOfUnknownType_IsRefusedAtAnObjectAndKeptWhereNothingIsKnown()
    {
        const string unknown = "03827a7a7a 880382626164 0181 89";
        const string reference = "880387 0181 89";
        BananaSerializerOptions options = new();
        options.Types.Add<KeepingAny>();
        foreach (byte[][] pieces in Cuts.All(Hex.Parse($"880a87 0982746573742e6b656570 {unknown} 0382416e79 {reference} 89 880a87 0982746573742e6b656570 {unknown} 0382797979 880387 0481 89 0382416e79 0581 89")))
        {
            List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, pieces);
            Assert.AreEqual("violation object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
            Assert.AreEqual((ViolationCode.ReferenceTypeMismatch, "$.Any"), (events[0].Violation!.Code, events[0].Violation!.Path));
            KeepingAny kept = (KeepingAny)events[1].Value!;
            Assert.AreEqual("5 zzz yyy", string.Join(' ', kept.Unknown!.Names.Prepend($"{kept.Any}")));
        }
    }

    private static void AssertTaken<T>(object value, SliceableType<T>? type = null)
        where T : class
    {
        Received read = ReadPair(value, type).Single();
        Assert.IsNotNull(read.Value, $"{value.GetType()} at {typeof(T)}: {read.Violation}");
        Pair<T> pair = (Pair<T>)read.Value;
        Assert.IsNotNull(pair.First);
        Assert.AreSame(pair.First, pair.Second);
    }

    private static void AssertRefused<T>(object value, SliceableType<T>? type = null)
        where T : class
    {
        Violation? refused = ReadPair(value, type).Single().Violation;
        Assert.AreEqual((ViolationCode.ReferenceTypeMismatch, "$.Second"), (refused?.Code, refused?.Path), $"{value.GetType()} at {typeof(T)}");
    }

    /// <summary>A pair whose second member, declared as <typeparamref name="T"/>, refers to the first, of which nothing is declared.</summary>
    private static List<Received> ReadPair<T>(object value, SliceableType<T>? type)
        where T : class
    {
        BananaSerializerOptions loose = NewOptions(BuiltInTypes.Object);
        byte[] bytes = BananaSerializer.Serialize(new Pair<object> { First = value, Second = value }, loose);
        BananaSerializerOptions strict = NewOptions(type ?? NewOptions(BuiltInTypes.Object).Types.Get<T>());
        return Receiver.ReadAll(strict.ToUnslicerStackOptions(), strict.Types.Get<Pair<T>>().Unslicer, bytes);
    }

    private static BananaSerializerOptions NewOptions<T>(SliceableType<T> type)
        where T : class
    {
        BananaSerializerOptions options = new();
        options.Types.Add<Animal>().Add<Cat>().Add<Dog>()
            .Add(s_pet)
            .Add(BuiltInTypes.Abstract<IAnything>())
            .Add(BuiltInTypes.Array(BuiltInTypes.Int32) with { Name = "test.ints" })
            .Add(BuiltInTypes.Array(BuiltInTypes.UInt32) with { Name = "test.uints" })
            .Add(BuiltInTypes.Array(BuiltInTypes.SByte) with { Name = "test.sbytes" })
            .Add(BuiltInTypes.Array(BuiltInTypes.String) with { Name = "test.texts" })
            .Add(BuiltInTypes.Array(BuiltInTypes.Enum<DayOfWeek, int>(BuiltInTypes.Int32)) with { Name = "test.days" })
            .Add(BuiltInTypes.Array2D(BuiltInTypes.String) with { Name = "test.grid" })
            .Add(BuiltInTypes.List(BuiltInTypes.Int32) with { Name = "test.list" })
            .Add(BuiltInTypes.Dictionary(BuiltInTypes.String, BuiltInTypes.Int32) with { Name = "test.dict" })
            .Add(BuiltInTypes.ImmutableList(BuiltInTypes.Int32) with { Name = "test.immutable" })
            .Add(BuiltInTypes.Exception).Add(BuiltInTypes.JsonObject).Add(BuiltInTypes.JsonArray)
            .Add(Pair<T>.Of(type));
        return options;
    }

    private sealed class Pair<T>
        where T : class
    {
        public object? First { get; set; }

        public T? Second { get; set; }

        public static SliceableType<Pair<T>> Of(SliceableType<T> second)
        {
            Writer writer = new(second);
            return new(writer, new Reader(writer));
        }

        private sealed class Writer(SliceableType<T> second) : InstanceSlicer<Pair<T>>("test.pair")
        {
            protected override IEnumerable<Member<Pair<T>>> DescribeMembers() =>
            [
                new Member<Pair<T>, object?>("First", BuiltInTypes.Object!, pair => pair.First, static (pair, value) => pair.First = value),
                new Member<Pair<T>, T?>("Second", second!, pair => pair.Second, static (pair, value) => pair.Second = value),
            ];
        }

        private sealed class Reader(Writer writer) : InstanceUnslicer<Pair<T>>(writer)
        {
            protected override Pair<T> Create() => new();
        }
    }
}
