using System.Buffers;
using System.Numerics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class OutgoingTotalsTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [TestMethod]
    [Clause("S-3")]
    [DataRow(100, ViolationCode.TooManyBytes, "MaxWireBytes")]
    [DataRow(5, ViolationCode.TooManyTokens, "MaxTokens")]
    [DataRow(3, ViolationCode.TooManyObjects, "MaxObjects")]
    [DataRow(4, ViolationCode.TooManyReferences, "MaxReferences")]
    [DataRow(1000, ViolationCode.TooMuchMemory, "MaxManagedBytes")]
    [DataRow(9, ViolationCode.IntegerTooLong, "MaxIntegerBytes")]
    public void TryFindExcess_UpToEachLimitAndBeyond_FindsItThere(int most, ViolationCode code, string name)
    {
        OutgoingTotals totals = new(LimitsOf(name, most), ReferenceScope.Message);
        for (int cost = most; cost <= most + 1; cost++)
        {
            TokenWriter writer = new(_output);
            totals.Start(ref writer, opens: 7);
            ulong opens = Spend(ref writer, ref totals, code, cost);
            bool isExceeded = totals.TryFindExcess(ref writer, opens, out Refusal excess);
            Assert.AreEqual(cost > most, isExceeded);
            Assert.AreEqual(cost > most, totals.IsSpent);
            if (isExceeded)
            {
                Assert.AreEqual(code, excess.Code);
                Assert.Contains($"({name})", excess.Expected);
                Assert.IsFalse(totals.TryFindExcess(ref writer, opens, out _), "it is said once");
            }

            totals.Stop(ref writer);
            totals.ForgetReferences(7);
            Assert.IsFalse(totals.IsSpent, "the next object is another one");
        }
    }

    [TestMethod]
    public void IsFree_OfASmallObject_NeedsNoLook()
    {
        OutgoingTotals totals = new(WireLimits.Default, ReferenceScope.Message);
        TokenWriter writer = new(_output);
        totals.Start(ref writer, opens: 0);
        writer.WriteInteger(1);
        Assert.IsTrue(totals.IsFree(ref writer));
        Assert.IsTrue(totals.IsFreeToEnd(ref writer));
    }

    [TestMethod]
    public void IsFreeToEnd_WhileTokensAreCounted_IsFalse()
    {
        OutgoingTotals totals = new(new WireLimits { MaxTokens = 10 }, ReferenceScope.Message);
        TokenWriter writer = new(_output);
        totals.Start(ref writer, opens: 0);
        Assert.IsTrue(totals.IsFree(ref writer));
        Assert.IsFalse(totals.IsFreeToEnd(ref writer));
        totals.Stop(ref writer);
    }

    [TestMethod]
    public void TrySpend_OfAnObject_RefusesItAtTheNextLookWithoutAnotherReason()
    {
        OutgoingTotals totals = new(WireLimits.Default, ReferenceScope.Message);
        TokenWriter writer = new(_output);
        totals.Start(ref writer, opens: 0);
        Assert.IsTrue(totals.TrySpend());
        Assert.IsFalse(totals.TrySpend());
        Assert.IsFalse(totals.IsFree(ref writer));
        Assert.IsFalse(totals.TryFindExcess(ref writer, 0, out _));
        Assert.IsTrue(totals.IsSpent);
    }

    [TestMethod]
    public void Pause_BetweenTwoWriters_AddsUpWhatBothWroteForTheObject()
    {
        OutgoingTotals totals = new(new WireLimits { MaxWireBytes = 100 }, ReferenceScope.Message);
        TokenWriter first = new(_output);
        first.WriteBytes(new byte[200]); // of another object
        totals.Start(ref first, opens: 0);
        first.WriteBytes(new byte[48]);
        totals.Pause(ref first);
        TokenWriter second = new(_output);
        second.WriteBytes(new byte[200]);
        totals.Resume(ref second);
        second.WriteBytes(new byte[48]);
        Assert.IsFalse(totals.TryFindExcess(ref second, 0, out _), "100 bytes");
        second.WriteInteger(1);
        Assert.IsTrue(totals.TryFindExcess(ref second, 0, out Refusal excess));
        Assert.AreEqual("an object of 102 bytes and more", excess.Found);
    }

    [TestMethod]
    [Clause("T-16")]
    public void EndElement_OfManyElements_LeavesOnlyWhatIsAroundThem()
    {
        OutgoingTotals totals = new(new WireLimits { MaxObjects = 3, MaxReferences = 3, MaxManagedBytes = 1000 }, ReferenceScope.Message);
        TokenWriter writer = new(_output);
        totals.Start(ref writer, opens: 0);
        ulong opens = 1; // the stream itself
        for (int i = 0; i < 10; i++)
        {
            totals.Charge(500);
            Assert.IsFalse(totals.TryFindExcess(ref writer, opens + 2, out _));
            totals.EndElement(ref writer, before: opens, opens: opens + 2);
            opens += 2;
        }

        Assert.IsTrue(totals.TryFindExcess(ref writer, opens + 3, out Refusal excess));
        Assert.AreEqual(ViolationCode.TooManyObjects, excess.Code, "three, and the stream");
    }

    [TestMethod]
    public void TryFindExcess_WhereReferencesLastForTheStream_AddsThemUp()
    {
        OutgoingTotals totals = new(new WireLimits { MaxReferences = 3 }, ReferenceScope.Connection);
        TokenWriter writer = new(_output);
        totals.Start(ref writer, opens: 0);
        Assert.IsFalse(totals.IsFree(ref writer), "each object is looked at");
        Assert.IsFalse(totals.TryFindExcess(ref writer, 2, out _));
        totals.Stop(ref writer);
        totals.Start(ref writer, opens: 2);
        Assert.IsTrue(totals.TryFindExcess(ref writer, 4, out Refusal excess));
        Assert.AreEqual(ViolationCode.TooManyReferences, excess.Code);
    }

    private static WireLimits LimitsOf(string name, int most) => name switch
    {
        "MaxWireBytes" => new() { MaxWireBytes = most },
        "MaxTokens" => new() { MaxTokens = most },
        "MaxObjects" => new() { MaxObjects = most },
        "MaxReferences" => new() { MaxReferences = most },
        "MaxManagedBytes" => new() { MaxManagedBytes = most },
        _ => new() { MaxIntegerBytes = most },
    };

    /// <summary>Writes or charges what costs exactly that much of what the code is about, beginning at 7 OPENs; the OPENs afterwards.</summary>
    private static ulong Spend(ref TokenWriter writer, ref OutgoingTotals totals, ViolationCode code, int cost)
    {
        switch (code)
        {
            case ViolationCode.TooManyBytes:
                writer.WriteBytes(new byte[cost - 2]); // with a header of two bytes
                return 7;
            case ViolationCode.TooManyTokens:
                for (int i = 0; i < cost; i++)
                {
                    writer.WriteInteger(i);
                }

                return 7;
            case ViolationCode.TooManyObjects:
                return 7 + (ulong)cost;
            case ViolationCode.TooManyReferences:
                totals.ForgetReferences(7);
                return 7 + (ulong)cost;
            case ViolationCode.TooMuchMemory:
                totals.ChargeText(10); // 52 bytes
                totals.Charge(cost - 52 - 64);
                return 8;
            default:
                writer.WriteInteger(BigInteger.Pow(2, (8 * cost) - 1));
                return 7;
        }
    }
}
