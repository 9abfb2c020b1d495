using Banana.Slicing;

namespace Banana.Transport.Tests.EventTypes;

/// <summary>Events that a program registers.</summary>
[TestClass]
public sealed class EventTypeRegistryTests
{
    [TestMethod]
    public void Add_ByNameAlone_TakesTheTypesOfTheSerializer()
    {
        EventConnectionOptions options = new();
        options.Events.Add<Node>("node").Add<string>("text").Add<List<int>>("numbers").Add<Line>("line");
        options.Serializer.Types.Add(Node.Sliceable); // after it was named
        options.Events.Freeze();
        Assert.AreSame(Node.Sliceable.Slicer, options.Events.Find<Node>().Slicer);
        Assert.AreSame(options.Serializer.Types.Get<string>().Slicer, options.Events.Find<string>().Slicer);
        Assert.AreSame(options.Serializer.Types.Get<List<int>>().Slicer, options.Events.Find<List<int>>().Slicer);
        Assert.AreSame(options.Serializer.Types.Get<Line>().Slicer, options.Events.Find<Line>().Slicer);
        EventType<Line> line = options.Events.Find<Line>();
        Assert.IsTrue(options.Events.TryFind("line", out EventType? byName));
        Assert.AreSame(line, byName);
        Assert.AreEqual(("line", typeof(Line), false), (line.Name, line.Type, line.IsRaw));
    }

    [TestMethod]
    public void Add_OfASlicerOfItsOwn_TakesThatOne()
    {
        EventConnectionOptions options = new();
        options.Events.Add("node", Node.Sliceable);
        Assert.AreSame(Node.Sliceable.Slicer, options.Events.Find<Node>().Slicer);
    }

    [TestMethod]
    public void Freeze_WithATypeThatCannotBeSent_SaysWhich()
    {
        EventConnectionOptions options = new();
        options.Events.Add<Stranger>("stranger");
        Assert.Contains(nameof(Stranger), Assert.ThrowsExactly<NotSupportedException>(() => options.Events.Freeze()).Message);
    }

    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(0, 127)]
    [DataRow(255, 0)]
    [DataRow(1, 127)]
    public void Add_OfANameThatFits_IsFine(int ones, int twos)
    {
        string name = new string('x', ones) + new string('é', twos);
        EventConnectionOptions options = new();
        options.Events.Add<string>(name);
        Assert.IsTrue(options.Events.TryFind(name, out _));
    }

    [TestMethod]
    [DataRow(256, 0, "256")]
    [DataRow(0, 128, "256")]
    [DataRow(0, 0, "empty")]
    public void Add_OfANameThatIsEmptyOrTooLong_IsRefused(int ones, int twos, string told)
    {
        string name = new string('x', ones) + new string('é', twos);
        foreach (Action<EventTypeRegistry> add in (Action<EventTypeRegistry>[])
            [events => events.Add<string>(name), events => events.Add(name, BuiltInTypes.String), events => events.Add(name, new Digits())])
        {
            Assert.Contains(told, Assert.ThrowsExactly<ArgumentException>(() => add(new EventConnectionOptions().Events)).Message);
        }
    }

    [TestMethod]
    public void Add_OfHalfASurrogatePair_IsRefused() => Assert.Contains(
        "surrogate", Assert.ThrowsExactly<ArgumentException>(() => new EventConnectionOptions().Events.Add<string>("\ud800")).Message);

    [TestMethod]
    public void Add_OfANameThatIsTaken_NamesBothTypes()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events.Add<string>("one");
        string told = Assert.ThrowsExactly<ArgumentException>(() => events.Add<int>("one")).Message;
        Assert.Contains(typeof(int).ToString(), told);
        Assert.Contains(typeof(string).ToString(), told);
    }

    [TestMethod]
    public void Add_OfATypeThatIsAnEvent_NamesIt() => Assert.Contains(
        "'one'", Assert.ThrowsExactly<ArgumentException>(() => new EventConnectionOptions().Events.Add<string>("one").Add("two", BuiltInTypes.String)).Message);

    [TestMethod]
    public void Add_AfterAConnectionWasMade_IsRefused()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events;
        events.Freeze();
        foreach (Action add in (Action[])
            [() => events.Add<string>("a"), () => events.Add("a", BuiltInTypes.String), () => events.Add("a", new Digits()), () => events.Add<Placed>(), () => events.IncludesGenerated = false])
        {
            Assert.Contains("Register all events before", Assert.ThrowsExactly<InvalidOperationException>(add).Message);
        }
    }

    [TestMethod]
    public void Find_OfAnUnknownType_SaysWhatToDo()
    {
        EventTypeRegistry events = new EventConnectionOptions().Events;
        Assert.Contains("options.Events.Add<T>(name)", Assert.ThrowsExactly<NotSupportedException>(() => events.Find<Stranger>()).Message);
        Assert.IsFalse(events.TryFind("no.such.event", out _));
    }

    [TestMethod]
    public async Task Find_ByManyThreads_GivesOneEventType()
    {
        for (int round = 0; round < 50; round++)
        {
            EventTypeRegistry events = new EventConnectionOptions().Events;
            using Barrier start = new(4);
            Task<EventType>[] finding = [.. Enumerable.Range(0, 4).Select(number => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return number % 2 == 0 ? events.Find<Placed>() : events.TryFind("test.placed", out EventType? found) ? found : throw new AssertFailedException();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default))];
            Assert.HasCount(1, (await Task.WhenAll(finding)).Distinct().ToList());
        }
    }

    [Sliceable("test.line")]
    public sealed record Line(int Number);
}
