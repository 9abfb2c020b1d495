using Banana.Buffers;

namespace Banana.Core.Tests.Buffers;

[TestClass]
public sealed class IdentityTableTests
{
    [TestMethod]
    [DataRow(10)]
    [DataRow(32)]
    [DataRow(33)]
    [DataRow(5000)]
    public void TryGetOrAdd_ManyObjects_FindsEachByIdentity(int count)
    {
        IdentityTable table = new();
        object[] keys = [.. Enumerable.Range(0, count).Select(_ => (object)new string('x', 3))]; // equal, but not the same
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.IsFalse(table.TryGetOrAdd(keys[i], (ulong)i, out _));
            }

            for (int i = 0; i < count; i++)
            {
                Assert.IsTrue(table.TryGetOrAdd(keys[i], 999_999, out ulong known));
                Assert.AreEqual((ulong)i, known);
            }

            table.Clear();
            Assert.AreEqual(0, table.Count);
        }
    }

    [TestMethod]
    [DataRow(20, 10)]
    [DataRow(100, 50)]
    [DataRow(100, 20)]
    [DataRow(33, 32)]
    public void RemoveFrom_ANumber_ForgetsThatAndLaterOnesOnly(int count, int kept)
    {
        IdentityTable table = new();
        object[] keys = [.. Enumerable.Range(0, count).Select(_ => new object())];
        for (int i = 0; i < count; i++)
        {
            table.TryGetOrAdd(keys[i], (ulong)(10 * i), out _);
        }

        table.RemoveFrom((ulong)(10 * kept));

        Assert.AreEqual(kept, table.Count);
        for (int i = 0; i < count; i++)
        {
            Assert.AreEqual(i < kept, table.TryGetOrAdd(keys[i], (ulong)(100_000 + i), out ulong known), $"key {i}");
            Assert.AreEqual(i < kept ? (ulong)(10 * i) : (ulong)(100_000 + i), known);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(31)]
    [DataRow(33)]
    [DataRow(3000)]
    public void RemoveFrom_BehindManyObjects_CostsWhatItRemoves(int removed)
    {
        const int kept = 30_000;
        const int rounds = 50;
        IdentityTable table = new();
        AddFrom(table, 0, kept);
        AddFrom(table, kept, kept + removed);
        table.RemoveFrom(kept);
        long before = table.Steps;
        for (int i = 0; i < rounds; i++)
        {
            AddFrom(table, kept, kept + removed);
            table.RemoveFrom(kept);
        }

        Assert.IsLessThanOrEqualTo(10L * rounds * removed, table.Steps - before);
    }

    [TestMethod]
    public void RemoveFrom_OfTheLatestAgainAndAgain_CostsWhatIsThereOnce()
    {
        const int count = 30_000;
        IdentityTable table = new();
        AddFrom(table, 0, count);
        long before = table.Steps;
        for (int i = count; i > 0; i--)
        {
            table.RemoveFrom((ulong)(i - 1)); // what a deep graph does that is aborted level by level
        }

        Assert.AreEqual(0, table.Count);
        Assert.IsLessThanOrEqualTo(10L * count, table.Steps - before);
    }

    [TestMethod]
    public void RemoveFrom_AfterOneLargeScope_CostsTheSmallOnesLittle()
    {
        const int rounds = 100;
        const int small = 40; // hashed, but few
        IdentityTable table = new();
        AddFrom(table, 0, 50_000);
        table.RemoveFrom(0);
        long before = table.Steps;
        for (int i = 0; i < rounds; i++)
        {
            AddFrom(table, 0, small);
            table.RemoveFrom(0);
            AddFrom(table, 0, small);
            table.Clear();
        }

        Assert.IsLessThanOrEqualTo(20L * rounds * small, table.Steps - before);
    }

    [TestMethod]
    public void RemoveFrom_InAnyOrderOfSteps_LeavesWhatADictionaryWouldHave()
    {
        Random random = new(11);
        object[] all = [.. Enumerable.Range(0, 400).Select(_ => new object())];
        IdentityTable table = new();
        Dictionary<object, ulong> model = new(ReferenceEqualityComparer.Instance);
        ulong next = 0;
        for (int i = 0; i < 30_000; i++)
        {
            object key = all[random.Next(all.Length)];
            if (random.Next(20) == 0)
            {
                ulong from = next - (ulong)random.NextInt64((long)next + 1) / (ulong)random.Next(1, 20);
                table.RemoveFrom(from);
                Array.ForEach([.. model.Where(pair => pair.Value >= from)], pair => model.Remove(pair.Key));
            }
            else
            {
                Assert.AreEqual(model.ContainsKey(key), table.TryGet(key, out _));
                bool isKnown = table.TryGetOrAdd(key, next, out ulong known);
                Assert.AreEqual(!model.TryAdd(key, next), isKnown);
                Assert.AreEqual(model[key], known);
                next++;
            }

            Assert.AreEqual(model.Count, table.Count);
        }
    }

    private static void AddFrom(IdentityTable table, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            table.TryGetOrAdd(new object(), (ulong)i, out _);
        }
    }
}
