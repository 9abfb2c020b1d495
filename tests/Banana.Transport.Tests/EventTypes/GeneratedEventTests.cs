using Banana.Slicing;

using Banana.Transport.Tests.Events;

namespace Banana.Transport.Tests.EventTypes;

/// <summary>Events that types declare by [Event].</summary>
[TestClass]
public sealed class GeneratedEventTests
{
    [TestMethod]
    public void Find_OfATypeWithTheAttribute_NeedsNoRegistration()
    {
        EventConnectionOptions options = new();
        EventType<Placed> found = options.Events.Find<Placed>();
        Assert.AreEqual(("test.placed", typeof(Placed), false), (found.Name, found.Type, found.IsRaw));
        Assert.AreSame(options.Serializer.Types.Get<Placed>().Slicer, found.Slicer);
        Assert.IsTrue(options.Events.TryFind("test.placed", out EventType? byName));
        Assert.AreSame(found, byName);
    }

    [TestMethod]
    public void TryFind_OfTheNameInTheAttribute_NeedsNoRegistration()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events;
        Assert.IsTrue(events.TryFind("test.placed", out EventType? found));
        Assert.AreSame(found, events.Find<Placed>());
    }

    [TestMethod]
    public void IncludesGenerated_False_LeavesThemOut()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events;
        events.IncludesGenerated = false;
        Assert.Contains("options.Events.Add<T>()", Assert.ThrowsExactly<NotSupportedException>(() => events.Find<Placed>()).Message);
        Assert.IsFalse(events.TryFind("test.placed", out _));
    }

    [TestMethod]
    public void Add_WithoutAName_TakesThatOfTheAttribute()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events;
        events.IncludesGenerated = false;
        events.Add<Placed>();
        Assert.AreEqual("test.placed", events.Find<Placed>().Name);
        Assert.IsTrue(events.TryFind("test.placed", out _));
    }

    [TestMethod]
    public void Add_WithoutANameOrAttribute_SaysWhatToDo() => Assert.Contains(
        "has no [Event]", Assert.ThrowsExactly<NotSupportedException>(() => new EventConnectionOptions().Events.Add<Stranger>()).Message);

    [TestMethod]
    public void Add_OfAnotherName_ReplacesThatOfTheAttribute()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events.Add<Placed>("other");
        Assert.AreEqual("other", events.Find<Placed>().Name);
        Assert.IsFalse(events.TryFind("test.placed", out _), "a type has one name");
    }

    [TestMethod]
    public void Add_OfTheNameOfAnAttribute_TakesItFromThatType()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events.Add<string>("test.placed");
        Assert.IsTrue(events.TryFind("test.placed", out EventType? found));
        Assert.AreEqual(typeof(string), found.Type);
        AssertNames(Assert.ThrowsExactly<NotSupportedException>(() => events.Find<Placed>()), typeof(string), typeof(Placed));
    }

    [TestMethod]
    public void Find_OfATypeThatIsAddedLate_FindsIt()
    {
        (EventTypeRegistry events, GeneratedEvents generated) = NewRegistry();
        events.Freeze();
        Assert.ThrowsExactly<NotSupportedException>(() => events.Find<Placed>());
        Assert.IsFalse(events.TryFind("late", out _));
        generated.Add<Placed>("late");
        generated.Add<string>("later");
        Assert.AreEqual("late", events.Find<Placed>().Name);
        Assert.IsTrue(events.TryFind("later", out EventType? found));
        Assert.AreEqual(typeof(string), found.Type);
    }

    [TestMethod]
    public void Freeze_WithTwoTypesOfOneName_NamesBoth()
    {
        (EventTypeRegistry events, GeneratedEvents generated) = NewRegistry();
        generated.Add<Placed>("one");
        generated.Add<string>("one");
        AssertNames(Assert.ThrowsExactly<InvalidOperationException>(() => events.Freeze()), typeof(Placed), typeof(string));

        events.Add<string>("another"); // as the message says
        events.Freeze();
        Assert.IsTrue(events.TryFind("one", out EventType? found));
        Assert.AreEqual(typeof(Placed), found.Type);
    }

    [TestMethod]
    public void Freeze_WithTwoTypesOfANameThatIsRegistered_IsFine()
    {
        (EventTypeRegistry events, GeneratedEvents generated) = NewRegistry();
        generated.Add<Placed>("one");
        generated.Add<string>("one");
        events.Add<int>("one").Freeze();
        Assert.AreEqual("one", events.Find<int>().Name);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Find_OfALateTypeWhoseNameIsTaken_NamesBoth(bool isKnown)
    {
        (EventTypeRegistry events, GeneratedEvents generated) = NewRegistry();
        generated.Add<Placed>("one");
        events.Freeze();
        Assert.IsTrue(!isKnown || events.TryFind("one", out _));
        generated.Add<string>("one");
        AssertNames(Assert.ThrowsExactly<NotSupportedException>(() => events.Find<string>()), typeof(Placed), typeof(string));
        Assert.AreEqual("one", events.Find<Placed>().Name, "who was first is not touched");
    }

    [TestMethod]
    public void TryFind_OfATypeThatCannotBeSent_LeavesItToTheProgramToHearWhy()
    {
        (EventTypeRegistry events, GeneratedEvents generated) = NewRegistry();
        generated.Add<Stranger>("stranger");
        Assert.IsFalse(events.TryFind("stranger", out _), "a peer that says the name must not make anything throw");
        Assert.Contains(nameof(Stranger), Assert.ThrowsExactly<NotSupportedException>(() => events.Find<Stranger>()).Message);
    }

    [TestMethod]
    public void Find_OfATypeDerivedFromAnEvent_SaysToSendItAsThat()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events;
        Assert.AreEqual("test.moved", events.Find<Moved>().Name);
        Assert.Contains("SendAsync<Moved>(value)", Assert.ThrowsExactly<NotSupportedException>(() => events.Find<Shifted>()).Message);
    }

    [TestMethod]
    public async Task SendAsync_OfEventsThatNobodyRegistered_Arrive()
    {
        await using EventPair pair = await EventPair.OpenAsync(left: new EventConnectionOptions(), right: new EventConnectionOptions());
        await pair.Left.SendAsync(new Placed(7));
        await pair.Left.SendAsync<Moved>(new Shifted(2));
        await pair.Left.DisposeAsync();

        CollectionAssert.AreEqual(
            new[] { new ReceivedEvent("test.placed", new Placed(7), null), new ReceivedEvent("test.moved", new Shifted(2), null) },
            await pair.ReceiveAllAsync());
    }

    private static (EventTypeRegistry Events, GeneratedEvents Generated) NewRegistry()
    {
        BananaSerializerOptions serializer = new();
        GeneratedEvents generated = new();
        return (new EventTypeRegistry(() => serializer.Types, generated), generated);
    }

    private static void AssertNames(Exception thrown, params Type[] types)
    {
        foreach (Type type in types)
        {
            Assert.Contains(type.ToString(), thrown.Message);
        }
    }
}
