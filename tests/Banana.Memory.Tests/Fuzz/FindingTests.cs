using Banana.Fuzz.Corpus;
using Banana.Fuzz.Oracles;
using Banana.Fuzz.Running;
using Banana.Wire;

namespace Banana.Memory.Tests.Fuzz;

/// <summary>What the fuzzer once found does no harm any more, and the fuzzer still sees what it is there for.</summary>
[TestClass]
public sealed class FindingTests
{
    private static readonly Catalogue s_catalogue = new();

    public static IEnumerable<object[]> Findings => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests", "Banana.Fuzz", "Findings"), "*.hex")
        .Where(file => !Finding.Parse(File.ReadAllText(file)).IsOpen)
        .Select(file => new object[] { Path.GetFileName(file) });

    [TestMethod]
    [DynamicData(nameof(Findings))]
    public void Finding_ReadAgain_IsHarmless(string file)
    {
        Finding finding = Finding.Parse(Repository.Read("tests", "Banana.Fuzz", "Findings", file));
        Assert.IsNull(Replayer.Replay(s_catalogue, finding), finding.What);
    }

    [TestMethod]
    public void Exceptions_OfAnyOtherKind_AreFaults()
    {
        Assert.IsNull(ExceptionOracle.Check(Refused(ViolationCode.UserCode, new MisbehavedException())));
        Assert.IsNull(ExceptionOracle.Check(Refused(ViolationCode.InvalidKey, null)));
        Assert.IsNotNull(ExceptionOracle.Check(new OverflowException()));
        Assert.IsNotNull(ExceptionOracle.Check(Refused(ViolationCode.UserCode, new InvalidCastException())));
        Assert.IsNotNull(ExceptionOracle.Check(Refused(ViolationCode.InvalidKey, null, Nested.Marker)));
    }

    [TestMethod]
    public void Streams_OfOtherResults_AreFaults()
    {
        Target target = s_catalogue.Find("classic primitives: string / list", WireDialect.Net)!;
        StreamResult one = target.ReadStream([Hex.Parse("880587 0182 61 89")]);
        StreamResult same = target.ReadStream([Hex.Parse("880587"), Hex.Parse("0182 61 89")]);
        Assert.IsNull(Results.FindDifference(target, one, same, hasOffsets: true));
        foreach (string other in (string[])["880587 0182 62 89", "880587 0182 61", "880587 0182 61 0181 89", "880587 0182 61 0189"])
        {
            Assert.IsNotNull(Results.FindDifference(target, one, target.ReadStream([Hex.Parse(other)]), hasOffsets: true), other);
        }
    }

    private static ViolationException Refused(ViolationCode code, Exception? inner, string found = "x") =>
        new(new Violation(code, "$", 0, 0, found, "y", inner));
}
