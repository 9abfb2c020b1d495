using Banana.Slicing;

namespace Banana.Slicers.Tests.Facade;

/// <summary>What [Event] makes of a type, here where nothing is known of connections.</summary>
[TestClass]
public sealed class EventAttributeTests
{
    [TestMethod]
    public void Serialize_OfATypeWithTheAttributeAlone_HasTheNameOfTheEvent()
    {
        byte[] bytes = BananaSerializer.Serialize<object>(new Placed(7, [1, 2]), WithEvents());
        Assert.Contains("test.placed", BananaText(bytes));
        Placed back = (Placed)BananaSerializer.Deserialize<object>(bytes, WithEvents())!;
        Assert.AreEqual(7, back.Number);
        CollectionAssert.AreEqual(new[] { 1, 2 }, back.Lines);
    }

    [TestMethod]
    public void Serialize_OfATypeWithBothAttributes_HasItsOwnName()
    {
        byte[] bytes = BananaSerializer.Serialize<object>(new Parcel(5), WithEvents());
        Assert.Contains("test.parcel", BananaText(bytes));
        Assert.DoesNotContain("test.parcel-sent", BananaText(bytes));
        Assert.AreEqual(new Parcel(5), BananaSerializer.Deserialize<object>(bytes, WithEvents()));
    }

    [TestMethod]
    public void AddReflected_OfAnEvent_WritesTheBytesOfGeneratedCode()
    {
        BananaSerializerOptions reflected = new();
        reflected.Types.AddReflected<Placed>();
        CollectionAssert.AreEqual(
            BananaSerializer.Serialize<object>(new Placed(7, [1]), WithEvents()), BananaSerializer.Serialize<object>(new Placed(7, [1]), reflected));
    }

    [TestMethod]
    [DataRow(typeof(Placed), "test.placed")]
    [DataRow(typeof(Parcel), "test.parcel-sent")]
    [DataRow(typeof(Moved), "test.moved")]
    public void Loaded_OfAnEvent_KnowsItByTypeAndName(Type type, string name)
    {
        GeneratedEvent byType = GeneratedEvents.Loaded.Find(type)!;
        Visitor visitor = new();
        byType.Accept(visitor);
        Assert.AreEqual((name, name, type), (byType.Name, visitor.Name, visitor.Type));
        Assert.AreSame(byType, GeneratedEvents.Loaded.Find(name).Single());
    }

    [TestMethod]
    public void Loaded_OfWhatIsNoEvent_IsNothing()
    {
        Assert.IsNull(GeneratedEvents.Loaded.Find(typeof(EventAttributeTests)));
        Assert.IsNull(GeneratedEvents.Loaded.Find(typeof(Later)), "the attribute is not inherited");
        Assert.IsEmpty(GeneratedEvents.Loaded.Find("test.nothing"));
    }

    [TestMethod]
    public void Find_OfANameOfTwoTypes_GivesBothInTheirOrder()
    {
        GeneratedEvents events = new();
        events.Add<Parcel>("one");
        events.Add<Placed>("one");
        events.Add<Parcel>("two"); // the first counts
        CollectionAssert.AreEqual(new[] { typeof(Parcel), typeof(Placed) }, events.Find("one").Select(known => known.Type).ToList());
        Assert.IsEmpty(events.Find("two"));
        Assert.HasCount(2, events.FindConflicts().Single());
    }

    private static BananaSerializerOptions WithEvents()
    {
        BananaSerializerOptions options = new();
        options.Types.Add<Placed>().Add<Parcel>();
        return options;
    }

    private static string BananaText(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);

    [Event("test.placed")]
    public sealed record Placed(int Number, List<int> Lines);

    [Sliceable("test.parcel"), Event("test.parcel-sent")]
    public readonly record struct Parcel(int Grams);

    [Event("test.moved"), SliceDerived(typeof(Later))]
    public abstract record Moved;

    [Sliceable("test.later")]
    public sealed record Later(int Days) : Moved;

    private sealed class Visitor : IGeneratedEventVisitor
    {
        public string? Name { get; private set; }

        public Type? Type { get; private set; }

        public void Visit<T>(string name)
            where T : notnull => (Name, Type) = (name, typeof(T));
    }
}
