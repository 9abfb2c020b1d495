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
}
