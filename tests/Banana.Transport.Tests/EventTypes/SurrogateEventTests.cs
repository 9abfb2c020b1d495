using Banana.Slicing;
using Banana.Transport.Tests.Events;

namespace Banana.Transport.Tests.EventTypes;

/// <summary>Events that travel as values of another type.</summary>
[TestClass]
public sealed class SurrogateEventTests
{
    [TestMethod]
    public async Task Receive_OfSurrogates_RefusesABadOneAlone()
    {
        EventConnectionOptions sending = new();
        sending.Events.Add<string>("test.first").Add<List<int>>("test.second");
        await using EventPair pair = await EventPair.OpenAsync(left: sending, right: NewOptions());
        foreach (string text in (string[])["a", "bad", "none", new string('b', 90_000)])
        {
            await pair.Left.SendAsync(text);
        }

        await pair.Left.SendAsync<List<int>>([1, 2]);
        await pair.Left.DisposeAsync();
        List<ReceivedEvent> received = await pair.ReceiveAllAsync();
        List<ReceivedEvent> first = [.. received.Where(item => item.Name == "test.first")];
        Assert.AreEqual(new First("a"), first[0].Value);
        Assert.AreEqual((ViolationCode.UserCode, "FormatException: It is bad."), (first[1].Violation!.Code, first[1].Violation!.Found));
        Assert.Contains("null", first[2].Violation!.Found);
        Assert.AreEqual(90_000, ((First)first[3].Value!).Text!.Length);
        CollectionAssert.AreEqual(new object[] { 1, 2 }, (List<object>)((Second)received.Single(item => item.Name == "test.second").Value!).Value!);
    }

    [TestMethod]
    public async Task Send_OfSurrogates_ReachesWhoDeclaresTheirType()
    {
        EventConnectionOptions receiving = new();
        receiving.Events.Add<string>("test.first");
        await using EventPair pair = await EventPair.OpenAsync(left: NewOptions(), right: receiving);
        await pair.Left.SendAsync(new First("a"));
        await Assert.ThrowsExactlyAsync<ViolationException>(() => pair.Left.SendAsync(new First(null)).AsTask());
        await pair.Left.SendAsync(new First("b"));
        await pair.Left.DisposeAsync();
        CollectionAssert.AreEqual(new[] { "a", "b" }, (await pair.ReceiveAllAsync()).Select(item => item.Value).ToList());
    }

    private static EventConnectionOptions NewOptions()
    {
        EventConnectionOptions options = new();
        options.Events
            .Add<First, string>(
                "test.first",
                BuiltInTypes.String,
                first => first.Text ?? throw new InvalidOperationException("It has no text."),
                text => text switch { "bad" => throw new FormatException("It is bad."), "none" => null!, _ => new First(text!) })
            .Add<Second, object>("test.second", BuiltInTypes.Object, second => second.Value, value => new Second(value));
        return options;
    }

    private sealed record First(string? Text);

    private sealed record Second(object? Value);
}
