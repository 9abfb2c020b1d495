namespace Banana.Core.Tests.Facade;

/// <summary>This project has no generator, as one has that references the library's project and nothing else.</summary>
[TestClass]
public sealed class AdviceTests
{
    [TestMethod]
    public void Serialize_OfATypeThatNoCodeWasGeneratedFor_SaysSo()
    {
        const string told = "has [Sliceable], but no code was generated for it: in the project that declares it, reference the Banana.Slicers package, or the generator project as an analyzer";
        foreach (Action use in (Action[])
        [
            () => BananaSerializer.Serialize(new Forgotten()),
            () => BananaSerializer.Serialize(new List<Forgotten>()),
            () => BananaSerializer.Serialize(new Dictionary<string, Forgotten[]>()),
            () => BananaSerializer.Deserialize<Forgotten>([]),
            () => new BananaSerializerOptions().Types.Add<Forgotten>(),
        ])
        {
            Assert.Contains($"{typeof(Forgotten)} {told}", Assert.ThrowsExactly<NotSupportedException>(use).Message);
        }
    }

    [TestMethod]
    public void Serialize_OfAnEventThatNoCodeWasGeneratedFor_SaysSo() => Assert.Contains(
        $"{typeof(ForgottenEvent)} has [Event], but no code was generated for it",
        Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.Serialize(new List<ForgottenEvent>())).Message);

    [TestMethod]
    public void Serialize_OfATypeWithoutTheAttribute_SaysToPutItThere()
    {
        foreach (Action use in (Action[])[() => BananaSerializer.Serialize(new Plain()), () => BananaSerializer.Serialize(new Pair<int>())])
        {
            Assert.Contains("is not registered. Put [Sliceable(\"a.name\")] on it", Assert.ThrowsExactly<NotSupportedException>(use).Message);
        }
    }

    [TestMethod]
    public void Serialize_OfACollectionThatNoMemberIsDeclaredAs_DoesNotAskForAnAttributeOnIt()
    {
        string told = Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.Serialize(new Dictionary<Half, List<Half>>())).Message;
        Assert.Contains("Declare it with [assembly: SliceableContainer(typeof(...))]", told);
        Assert.DoesNotContain("Put [Sliceable", told);

        BananaSerializerOptions options = new();
        options.Types.AddReflected<Dictionary<Half, List<Half>>>(); // as it says
        Assert.IsEmpty(BananaSerializer.Clone(new Dictionary<Half, List<Half>>(), options)!);
    }

    [TestMethod]
    public void Serialize_OfWhatIsNotRegisteredWhereNothingIsDeclared_SaysHowToRegisterIt()
    {
        foreach (object value in (object[])[new Plain(), new List<Plain>(), new Dictionary<Half, List<Half>>(), DBNull.Value])
        {
            Assert.Contains("a type registered by options.Types.Add<T>() or AddReflected<T>()", Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(value)).Message);
        }
    }

    [TestMethod]
    public void Serialize_OfAQuery_SaysToCallToList()
    {
        foreach (object value in (object[])[Count(), Enumerable.Range(0, 3), Enumerable.Range(0, 3).Select(i => i + 1), new[] { 2, 1 }.Order()])
        {
            Assert.Contains("call ToList or ToArray", Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(value)).Message, value.GetType().ToString());
        }
    }

    [TestMethod]
    public void AddReflected_OfATypeThatNoCodeWasGeneratedFor_Works()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Forgotten>();
        Assert.AreEqual(7, BananaSerializer.Clone(new Forgotten { Number = 7 }, options)!.Number);
    }

    private static IEnumerable<int> Count()
    {
        yield return 1;
    }

    [Sliceable("test.forgotten")]
    private sealed class Forgotten
    {
        public int Number { get; set; }
    }

    [Event("test.forgotten-event")]
    private sealed record ForgottenEvent(int Number);

    [Sliceable("test.pair")]
    private sealed class Pair<T>
    {
        public T? First { get; set; }
    }

    private sealed class Plain;
}
