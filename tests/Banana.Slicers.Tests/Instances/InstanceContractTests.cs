using Banana.Wire;

namespace Banana.Slicers.Tests.Instances;

/// <summary>Every fact of the contract, for every kind of class and struct, by either way to make their slicers.</summary>
[TestClass]
public sealed class InstanceContractTests
{
    public static IEnumerable<object[]> All => InstanceSamples.All.Select(sample => new object[] { sample.ToString() });

    public static IEnumerable<object[]> Keys => InstanceSamples.All.Where(sample => sample.IsKey).Select(sample => new object[] { sample.ToString() });

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
    [DynamicData(nameof(All))]
    public void Instance_SentTwice_IsOneObject(string name) => Find(name).SharedTwice();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_Aborted_IsOneViolationAndTheNextIsRead(string name) => Find(name).AbortedHalfWay();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_OfAForeignToken_IsRefusedBeforeItsBody(string name) => Find(name).ForeignToken();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_WithOddValuesInIt_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(WireDialect.Net);

    [TestMethod]
    [Clause("F-5")]
    [DynamicData(nameof(All))]
    public void Instance_WithOddValuesInItInFoolscap_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(FoolscapDialect.Instance);

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Instance_InFoolscap_ComesBackExactlyOrIsRefused(string name) => Find(name).RoundTripInFoolscap();

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

    private static Sample Find(string name) => InstanceSamples.All.Single(sample => sample.ToString() == name);
}
