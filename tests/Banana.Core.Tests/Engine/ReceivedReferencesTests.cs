using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class ReceivedReferencesTests
{
    [TestMethod]
    public void RefuseFrom_AnId_LeavesAGapAndLaterIdsWork()
    {
        ReceivedReferences references = new();
        object kept = new();
        object later = new();
        references.SetObject(references.Add(), kept);
        long refused = references.Add();
        references.SetObject(refused, new object());
        references.Add();
        references.RefuseFrom(refused);
        references.AddDangling();
        references.AddDangling();
        long id = references.Add();
        references.SetObject(id, later);

        Assert.AreEqual(5, id);
        Assert.AreSame(kept, references.Find(0, out _));
        Assert.AreSame(later, references.Find(5, out _));
        for (ulong dangling = 1; dangling < 5; dangling++)
        {
            Assert.IsNull(references.Find(dangling, out bool isBuilding));
            Assert.IsFalse(isBuilding);
        }

        Assert.AreEqual(2, references.Count);
        Assert.IsNull(references.Find(6, out _));
        Assert.IsNull(references.Find(ulong.MaxValue, out _));
    }

    [TestMethod]
    public void SetObject_InARefusedRange_IsIgnored()
    {
        ReceivedReferences references = new();
        references.Add();
        references.RefuseFrom(0);
        references.SetObject(0, new object());
        Assert.IsNull(references.Find(0, out _));
    }

    [TestMethod]
    public void EndScope_ForgetsObjectsButNotTheCount()
    {
        ReceivedReferences references = new();
        references.SetObject(references.Add(), new object());
        references.EndScope();
        Assert.IsNull(references.Find(0, out _));
        Assert.AreEqual(1, references.Add());
        references.Restart();
        Assert.AreEqual(0, references.Add());
    }

    [TestMethod]
    public void Find_OfAnObjectUnderConstruction_SaysSo()
    {
        ReceivedReferences references = new();
        references.Add();
        references.SetLastBuilding();
        Assert.IsNull(references.Find(0, out bool isBuilding));
        Assert.IsTrue(isBuilding);
    }
}
