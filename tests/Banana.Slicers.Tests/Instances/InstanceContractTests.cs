using Banana.Wire;

namespace Banana.Slicers.Tests.Instances;

/// <summary>Every fact of the contract, for every kind of class and struct, by either way to make their slicers.</summary>
[TestClass]
public sealed class InstanceContractTests
{
    public static IEnumerable<object[]> All => Rows(sample => true);

    public static IEnumerable<object[]> Keys => Rows(sample => sample.IsKey);

    public static IEnumerable<object[]> Ordered => Rows(sample => sample.HasOrder);

    public static IEnumerable<object[]> Objects => Rows(sample => sample.HasIdentity);

    public static IEnumerable<object[]> PlainValues => Rows(sample => !sample.HasIdentity);

    public static IEnumerable<object[]> Sequences => Rows(sample => sample.IsSequence);

    public static IEnumerable<object[]> Tokens => Rows(sample => !sample.IsSequence);

    public static IEnumerable<object[]> Choosy => Rows(sample => !sample.TakesAnyToken);

    public static IEnumerable<object[]> Undeclared => Rows(sample => sample.CanBeSentAsObjectIn(WireDialect.Net));

    public static IEnumerable<object[]> InFoolscap => Rows(sample => sample.CanBeSentIn(FoolscapDialect.Instance));

    public static IEnumerable<object[]> UndeclaredInFoolscap => Rows(sample => sample.CanBeSentAsObjectIn(FoolscapDialect.Instance));

    [TestMethod]
    [Clause("I-1")]
    [Clause("I-5")]
    [DynamicData(nameof(All))]
    public void Instance_Alone_ComesBackExactly(string name) => Find(name).RoundTrip();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_WhereNothingIsDeclared_ComesBackExactly(string name) => Find(name).RoundTripAsObject();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_InAListAndADictionary_ComesBackExactly(string name) => Find(name).RoundTripInside();

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void Instance_AsAKey_IsFoundAgain(string name) => Find(name).RoundTripAsKey();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_CutAnywhere_ComesBackExactly(string name) => Find(name).CutAnywhere();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_WrittenWithPauses_GivesTheSameBytes(string name) => Find(name).PausedAnywhere();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_InsideWhatIsRefused_IsPassedOver(string name) => Find(name).Skipped();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_Truncated_IsWaitedFor(string name) => Find(name).TruncatedAnywhere();

    [TestMethod]
    [Clause("V-5")]
    [DynamicData(nameof(All))]
    public void Instance_WithADefinitionAnywhereInIt_ComesBackExactlyOrIsRefused(string name) => Find(name).DefinedAnywhere();

    [TestMethod]
    [Clause("V-1")]
    [DynamicData(nameof(All))]
    public void Instance_WithAWordForAnyText_ComesBackExactly(string name) => Find(name).WordAnywhere();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_WithAByteChanged_GivesTheSameWholeAndByteByByte(string name) => Find(name).Mutated();

    [TestMethod]
    [DynamicData(nameof(Ordered))]
    public void Instance_WithAByteChanged_IsSentOnAsWhatItHasBecome(string name) => Find(name).MutatedAndSentOn();

    [TestMethod]
    [DynamicData(nameof(Objects))]
    public void Instance_SentTwice_IsOneObject(string name) => Find(name).SharedTwice();

    [TestMethod]
    [DynamicData(nameof(PlainValues))]
    public void Instance_WithoutIdentity_IsSentWholeEachTime(string name) => Find(name).CopiedTwice();

    [TestMethod]
    [DynamicData(nameof(Sequences))]
    public void Instance_Aborted_IsOneViolationAndTheNextIsRead(string name) => Find(name).AbortedHalfWay();

    [TestMethod]
    [DynamicData(nameof(Tokens))]
    public void Instance_ThatIsNoSequence_IsOneTokenThatCannotBeAborted(string name) => Find(name).IsOneToken();

    [TestMethod]
    [DynamicData(nameof(Choosy))]
    public void Instance_OfAForeignToken_IsRefusedBeforeItsBody(string name) => Find(name).ForeignToken();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_WithOddValuesInIt_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(WireDialect.Net);

    [TestMethod]
    [DynamicData(nameof(Undeclared))]
    public void Instance_WithOddValuesInItWhereNothingIsDeclared_IsTheSameWholeAndByteByByte(string name) =>
        Find(name).SubstitutedAnywhereAsObject(WireDialect.Net);

    [TestMethod]
    [Clause("F-5")]
    [DynamicData(nameof(InFoolscap))]
    public void Instance_WithOddValuesInItInFoolscap_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(FoolscapDialect.Instance);

    [TestMethod]
    [Clause("F-5")]
    [DynamicData(nameof(UndeclaredInFoolscap))]
    public void Instance_WithOddValuesInItWhereNothingIsDeclaredInFoolscap_IsTheSameWholeAndByteByByte(string name) =>
        Find(name).SubstitutedAnywhereAsObject(FoolscapDialect.Instance);

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_InFoolscap_ComesBackExactlyOrIsRefused(string name) => Find(name).RoundTripInFoolscap();

    [TestMethod]
    public void Instances_ThatFoolscapCannotHave_AreThese() => Assert.AreEqual(
        "every kind of member, record, derived classes, list of records",
        string.Join(", ", InstanceSamples.All.Where(sample => !sample.RoundTripInFoolscap()).Select(sample => sample.Name).Distinct()));

    [TestMethod]
    public void Instances_ThatHaveNoIdentityOrAreOneToken_AreThese() => Assert.AreEqual(
        "record struct, record struct?, record struct?, null, struct with private state, enumeration with a name",
        string.Join(", ", InstanceSamples.All.Where(sample => !sample.HasIdentity || !sample.IsSequence).Select(sample => sample.Name).Distinct()));

    [TestMethod]
    public void Instance_ByEitherWay_HasTheSameBytes()
    {
        foreach (IGrouping<string, Sample> alike in InstanceSamples.All.GroupBy(sample => sample.Name))
        {
            string[] forms = [.. alike.Select(sample => Hex.Format(sample.ToBytes())).Distinct()];
            Assert.HasCount(1, forms, alike.Key);
            Assert.AreEqual(2, alike.Count());
        }
    }

    private static IEnumerable<object[]> Rows(Func<Sample, bool> has) => InstanceSamples.All.Where(has).Select(sample => new object[] { sample.ToString() });

    private static Sample Find(string name) => InstanceSamples.All.Single(sample => sample.ToString() == name);
}
