using Banana.Wire;

namespace Banana.Slicers.Tests.Types;

/// <summary>Every fact of the contract, for every type that can be sent.</summary>
[TestClass]
public sealed class SlicerContractTests
{
    public static IEnumerable<object[]> All => Rows(sample => true);

    public static IEnumerable<object[]> Keys => Rows(sample => sample.IsKey);

    public static IEnumerable<object[]> Ordered => Rows(sample => sample.HasOrder);

    public static IEnumerable<object[]> Objects => Rows(sample => sample.HasIdentity);

    public static IEnumerable<object[]> PlainValues => Rows(sample => !sample.HasIdentity);

    public static IEnumerable<object[]> Sequences => Rows(sample => sample.IsSequence);

    public static IEnumerable<object[]> Tokens => Rows(sample => !sample.IsSequence);

    public static IEnumerable<object[]> Choosy => Rows(sample => !sample.TakesAnyToken);

    public static IEnumerable<object[]> Takers => Rows(sample => sample.TakesAnyToken);

    public static IEnumerable<object[]> Undeclared => Rows(sample => sample.CanBeSentAsObjectIn(WireDialect.Net));

    public static IEnumerable<object[]> InFoolscap => Rows(sample => sample.CanBeSentIn(FoolscapDialect.Instance));

    public static IEnumerable<object[]> UndeclaredInFoolscap => Rows(sample => sample.CanBeSentAsObjectIn(FoolscapDialect.Instance));

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
    [DynamicData(nameof(Ordered))]
    public void Value_WithAByteChanged_IsSentOnAsWhatItHasBecome(string name) => Find(name).MutatedAndSentOn();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WithAnyTokenReplaced_IsReadOrRefusedAsThePeersFault(string name) => Find(name).BoundariesAnywhere(WireDialect.Net);

    [TestMethod]
    [DynamicData(nameof(InFoolscap))]
    public void Value_WithAnyTokenReplacedInFoolscap_IsReadOrRefusedAsThePeersFault(string name) => Find(name).BoundariesAnywhere(FoolscapDialect.Instance);

    [TestMethod]
    [Clause("V-5")]
    [DynamicData(nameof(All))]
    public void Value_WithADefinitionAnywhereInIt_ComesBackExactlyOrIsRefused(string name) => Find(name).DefinedAnywhere();

    [TestMethod]
    [Clause("V-1")]
    [DynamicData(nameof(All))]
    public void Value_WithAWordForAnyText_ComesBackExactly(string name) => Find(name).WordAnywhere();

    [TestMethod]
    [DynamicData(nameof(Objects))]
    public void Value_SentTwice_IsOneObject(string name) => Find(name).SharedTwice();

    [TestMethod]
    [DynamicData(nameof(PlainValues))]
    public void Value_WithoutIdentity_IsSentWholeEachTime(string name) => Find(name).CopiedTwice();

    [TestMethod]
    [DynamicData(nameof(Sequences))]
    public void Value_Aborted_IsOneViolationAndTheNextIsRead(string name) => Find(name).AbortedHalfWay();

    [TestMethod]
    [DynamicData(nameof(Tokens))]
    public void Value_ThatIsNoSequence_IsOneTokenThatCannotBeAborted(string name) => Find(name).IsOneToken();

    [TestMethod]
    [DynamicData(nameof(Choosy))]
    public void Value_OfAForeignToken_IsRefusedBeforeItsBody(string name) => Find(name).ForeignToken();

    [TestMethod]
    [DynamicData(nameof(Takers))]
    public void Value_ThatMayBeAnyToken_WaitsForTheBody(string name) => Find(name).AnyToken();

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_WithOddValuesInIt_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(WireDialect.Net);

    [TestMethod]
    [DynamicData(nameof(Undeclared))]
    public void Value_WithOddValuesInItWhereNothingIsDeclared_IsTheSameWholeAndByteByByte(string name) =>
        Find(name).SubstitutedAnywhereAsObject(WireDialect.Net);

    [TestMethod]
    [Clause("F-5")]
    [DynamicData(nameof(InFoolscap))]
    public void Value_WithOddValuesInItInFoolscap_IsTheSameWholeAndByteByByte(string name) => Find(name).SubstitutedAnywhere(FoolscapDialect.Instance);

    [TestMethod]
    [Clause("F-5")]
    [DynamicData(nameof(UndeclaredInFoolscap))]
    public void Value_WithOddValuesInItWhereNothingIsDeclaredInFoolscap_IsTheSameWholeAndByteByByte(string name) =>
        Find(name).SubstitutedAnywhereAsObject(FoolscapDialect.Instance);

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

    /// <summary>Who is excused from a fact is named, or has a fact of its own.</summary>
    [TestMethod]
    public void Values_WithoutAnOrder_AreHashtables() => Assert.AreEqual(
        "comparers: Hashtable, non-generic: Hashtable",
        string.Join(", ", Samples.BuiltIn.Where(sample => !sample.HasOrder).Select(sample => sample.ToString())));

    [TestMethod]
    public void Values_ThatMayBeAnyToken_AreThese() => Assert.AreEqual(
        "boxed object: row of values of many types, boxed object: int, boxed object: list of objects",
        string.Join(", ", Samples.BuiltIn.Where(sample => sample.TakesAnyToken).Select(sample => sample.ToString())));

    private static IEnumerable<object[]> Rows(Func<Sample, bool> has) => Samples.BuiltIn.Where(has).Select(sample => new object[] { sample.ToString() });

    private static Sample Find(string name) => Samples.BuiltIn.Single(sample => sample.ToString() == name);
}
