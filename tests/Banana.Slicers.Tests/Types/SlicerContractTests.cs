using Banana.Wire;

namespace Banana.Slicers.Tests.Types;

/// <summary>Every fact of the contract, for every type that can be sent.</summary>
[TestClass]
public sealed class SlicerContractTests
{
    public static IEnumerable<object[]> All => Samples.BuiltIn.Select(sample => new object[] { sample.ToString() });

    public static IEnumerable<object[]> Keys => Samples.BuiltIn.Where(sample => sample.IsKey).Select(sample => new object[] { sample.ToString() });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_Alone_ComesBackExactly(string name) => Find(name).RoundTrip();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WhereNothingIsDeclared_ComesBackExactlyOrIsRefused(string name) => Find(name).RoundTripAsObject();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_InAListAndADictionary_ComesBackExactly(string name) => Find(name).RoundTripInside();

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void Value_AsAKey_IsFoundAgain(string name) => Find(name).RoundTripAsKey();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_CutAnywhere_ComesBackExactly(string name) => Find(name).CutAnywhere();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WrittenWithPauses_GivesTheSameBytes(string name) => Find(name).PausedAnywhere();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_InsideWhatIsRefused_IsPassedOver(string name) => Find(name).Skipped();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_Truncated_IsWaitedFor(string name) => Find(name).TruncatedAnywhere();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WithAByteChanged_GivesTheSameWholeAndByteByByte(string name) => Find(name).Mutated();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WithAnyTokenReplaced_IsReadOrRefusedAsThePeersFault(string name)
    {
        Find(name).BoundariesAnywhere(WireDialect.Net);
        Find(name).BoundariesAnywhere(FoolscapDialect.Instance);
    }

    [TestMethod]
    [Clause("V-5")]
    [DynamicData(nameof(All))]
    public void Value_WithADefinitionAnywhereInIt_ComesBackExactlyOrIsRefused(string name) => Find(name).DefinedAnywhere();

    [TestMethod]
    [Clause("V-1")]
    [DynamicData(nameof(All))]
    public void Value_WithAWordForAnyText_ComesBackExactly(string name) => Find(name).WordAnywhere();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_SentTwice_IsOneObject(string name) => Find(name).SharedTwice();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_Aborted_IsOneViolationAndTheNextIsRead(string name) => Find(name).AbortedHalfWay();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_OfAForeignToken_IsRefusedBeforeItsBody(string name) => Find(name).ForeignToken();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WithOddValuesInIt_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(WireDialect.Net);

    [TestMethod]
    [Clause("F-5")]
    [DynamicData(nameof(All))]
    public void Value_WithOddValuesInItInFoolscap_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(FoolscapDialect.Instance);

    [TestMethod]
    [Clause("F-5")]
    [DynamicData(nameof(All))]
    public void Value_InFoolscap_ComesBackExactlyOrIsRefused(string name) => Find(name).RoundTripInFoolscap();

    /// <summary>Comparers, invalid text, and values of .NET's own types where nothing is declared.</summary>
    [TestMethod]
    public void Values_ThatFoolscapCannotHave_AreThese()
    {
        string[] expected =
        [
            "boxed object: row of values of many types", "invalid UTF-16: string of a lone surrogate", "invalid UTF-16: strings, valid and not",
            "comparers: Dictionary", "comparers: HashSet", "comparers: SortedSet", "comparers: SortedDictionary", "comparers: FrozenSet",
            "comparers: Hashtable", "comparers: ConcurrentDictionary", "comparers: ImmutableDictionary", "comparers: SortedSet by a comparer of one's own",
            "frozen & read-only: ReadOnlyDictionary", "mutable generic collections: Lookup", "non-generic: ExpandoObject",
        ];
        CollectionAssert.AreEqual(
            expected, Samples.BuiltIn.Where(sample => !sample.RoundTripInFoolscap()).Select(sample => sample.ToString()).ToArray());
    }

    private static Sample Find(string name) => Samples.BuiltIn.Single(sample => sample.ToString() == name);
}
