using System.Collections.ObjectModel;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Cycles through every kind of head and link come back by identity, also cut into single bytes.</summary>
[TestClass]
public sealed partial class CycleTests
{
    [TestMethod]
    public void RoundTrip_OfAClassThroughItself_ComesBack()
    {
        Hub hub = new();
        hub.Self = hub;
        Hub back = RoundTrip(hub);
        Assert.AreSame(back, back.Self);
    }

    [TestMethod]
    public void RoundTrip_OfAClassThroughAList_ComesBack()
    {
        Hub hub = new();
        hub.List = [hub, null, hub];
        CollectionAssert.AreEqual(new[] { true, false, true }, RoundTrip(hub, back => back.List!.ConvertAll(item => ReferenceEquals(item, back))));
    }

    [TestMethod]
    public void RoundTrip_OfAClassThroughADictionaryValue_ComesBack()
    {
        Hub hub = new();
        hub.Dictionary = new() { ["me"] = hub };
        Assert.IsTrue(RoundTrip(hub, back => ReferenceEquals(back.Dictionary!["me"], back)));
    }

    [TestMethod]
    [Clause("T-14")]
    public void RoundTrip_OfAClassThroughAnArray_ComesBack()
    {
        Hub hub = new();
        hub.Array = [null, hub];
        Assert.IsTrue(RoundTrip(hub, back => ReferenceEquals(back.Array![1], back) && back.Array[0] is null));
    }

    [TestMethod]
    [Clause("T-12")]
    public void RoundTrip_OfAClassThroughAnImmutableArray_ComesBack_AndTheDefaultOneStaysDefault()
    {
        Hub hub = new();
        Assert.IsTrue(RoundTrip(hub).Immutable.IsDefault);
        hub.Immutable = [];
        Assert.IsTrue(RoundTrip(hub).Immutable.IsEmpty);
        hub.Immutable = [hub, null];
        Assert.IsTrue(RoundTrip(hub, back => ReferenceEquals(back.Immutable[0], back) && back.Immutable.Length == 2));
    }

    [TestMethod]
    [Clause("T-13")]
    public void RoundTrip_OfAClassThroughAReadOnlyCollection_ComesBack()
    {
        Hub hub = new();
        hub.ReadOnly = new ReadOnlyCollection<Hub?>([hub, null]);
        Assert.IsTrue(RoundTrip(hub, back => ReferenceEquals(back.ReadOnly![0], back)));
    }

    [TestMethod]
    [Clause("T-15")]
    public void RoundTrip_OfAClassThroughTuplesAndPairs_ComesBack()
    {
        Hub hub = new();
        hub.Tuple = new(hub, 5);
        hub.ValueTuple = (7, hub);
        hub.Pair = KeyValuePair.Create("k", (Hub?)hub);
        Hub back = RoundTrip(hub);
        Assert.AreSame(back, back.Tuple!.Item1);
        Assert.AreEqual((5, 7), (back.Tuple.Item2, back.ValueTuple.Item1));
        Assert.AreSame(back, back.ValueTuple.Item2);
        Assert.AreEqual("k", back.Pair.Key);
        Assert.AreSame(back, back.Pair.Value);
    }

    [TestMethod]
    [Clause("R-5")]
    public void RoundTrip_OfARecordThroughAList_ComesBack()
    {
        Person ada = new("Ada", []);
        Person grace = new("Grace", [ada]);
        ada.Friends.AddRange([grace, ada]);
        Person back = RoundTrip(ada);
        Assert.AreSame(back, back.Friends[1]);
        Assert.AreSame(back, back.Friends[0].Friends[0]);
        Assert.AreEqual("Grace", back.Friends[0].Name);
    }

    [TestMethod]
    public void RoundTrip_OfAConstructorOnlyClassThroughAHolder_ComesBack()
    {
        Holder holder = new();
        holder.Value = new Sealed(holder);
        Sealed back = RoundTrip(holder.Value);
        Assert.AreSame(back, back.Holder.Value);
    }

    [TestMethod]
    public void RoundTrip_OfATupleThroughAListOfObjects_ComesBack()
    {
        List<object?> list = [];
        Tuple<List<object?>, int> tuple = new(list, 3);
        list.Add(tuple);
        Tuple<List<object?>, int> back = RoundTrip(tuple);
        Assert.AreSame(back, back.Item1[0]);
    }

    [TestMethod]
    public void RoundTrip_OfARecordThroughImmutablePartsOfImmutableParts_ComesBack()
    {
        // person -> list -> (holder of) sealed -> holder -> ... and an array that waits for a record, in a record
        Person ada = new("Ada", []);
        Hub hub = new() { People = [ada, new Person("Eve", [ada])], Tuple = null };
        hub.People[1].Friends.Add(hub.People[1]);
        ada.Friends.Add(hub.People[1]);
        Hub back = RoundTrip(hub);
        Assert.AreSame(back.People![0], back.People[1].Friends[0]);
        Assert.AreSame(back.People[1], back.People[1].Friends[1]);
        Assert.AreSame(back.People[1], back.People[0].Friends[0]);
    }

    [TestMethod]
    public void RoundTrip_OfAnArrayInItself_ComesBackInItself()
    {
        object?[] array = new object?[3];
        array[0] = 1;
        array[1] = array;
        object?[] back = RoundTrip(array);
        Assert.AreSame(back, back[1]);
        Assert.AreEqual(1, back[0]);
    }

    [TestMethod]
    public void Read_OfARecordThatRefersToItselfWhereAnotherTypeBelongs_IsAViolationWithItsPath()
    {
        // OPEN copyable "test.sealed" "holder" (reference to itself, which is no holder)
        byte[] bytes = Hex.Parse("88 0a87 0b82 746573742e7365616c6564 0682 686f6c646572 880387 0081 89 89");
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Sealed>(bytes, NewOptions()));
        Assert.AreEqual((ViolationCode.ReferenceTypeMismatch, "$.holder"), (refused.Code, refused.Path));
    }

    [TestMethod]
    [DataRow("88 0687 0181 89", ViolationCode.SequenceTooShort, "$.Item2")]
    [DataRow("88 0687 0087 0181 0181 89", ViolationCode.SequenceTooLong, "$")]
    [DataRow("88 0687 0087 018261 89", ViolationCode.UnexpectedToken, "$.Item2")]
    [Clause("T-15")]
    public void Read_OfATupleWithWrongParts_IsAViolationWithItsPath(string hex, ViolationCode code, string path)
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Tuple(BuiltInTypes.Object, BuiltInTypes.Int32));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Tuple<object, int>>(Hex.Parse(hex), options));
        Assert.AreEqual((code, path), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void Write_OfAnArrayOfADerivedElementType_IsRefusedNotChanged()
    {
        object[] strings = new string[] { "a" };
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<object?[]>(strings, NewOptions()));
        Assert.AreEqual(ViolationCode.UnregisteredType, refused.Code);
    }

    private static TResult RoundTrip<T, TResult>(T graph, Func<T, TResult> look) => look(RoundTrip(graph));

    private static T RoundTrip<T>(T graph)
    {
        BananaSerializerOptions options = NewOptions();
        byte[] bytes = BananaSerializer.Serialize(graph, options);
        Receiver<T> receiver = new(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer);
        foreach (byte[] piece in Cuts.InPieces(bytes, 1))
        {
            receiver.Feed(piece);
        }

        Assert.AreEqual("object", receiver.Events.Single().Kind, receiver.Events.Single().Violation?.ToString());
        return BananaSerializer.Deserialize<T>(bytes, options)!;
    }

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new();
        SliceableType<Tuple<List<object?>, int>> tuples = CustomTypes.Parts<Tuple<List<object?>, int>>(
            "test.tuple",
            static parts => new((List<object?>)parts[0]!, (int)parts[1]!),
            CustomTypes.Part<Tuple<List<object?>, int>, List<object?>>("Item1", BuiltInTypes.List(BuiltInTypes.Object)!, static tuple => tuple.Item1),
            CustomTypes.Part("Item2", BuiltInTypes.Int32, static (Tuple<List<object?>, int> tuple) => tuple.Item2));
        options.Types
            .Add(Hub.Sliceable)
            .Add(Person.Sliceable)
            .Add(Sealed.Sliceable)
            .Add(tuples);
        return options;
    }
}
