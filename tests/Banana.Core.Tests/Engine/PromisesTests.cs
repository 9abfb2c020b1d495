using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

/// <summary>Promises are kept from a work list, the first broken one is reported, and what is left at the end waits for itself.</summary>
[TestClass]
public sealed class PromisesTests
{
    private static readonly KeyFault s_duplicate = KeyFault.Duplicate("'a' again");

    [TestMethod]
    public void Keep_APromise_FillsItsHolesInOrder()
    {
        ScriptedUnslicer unslicer = new();
        UnslicerStack stack = unslicer.NewStack();
        Promises promises = new();
        Pending promise = Promise(promises, stack, unslicer, 1);
        promise.WhenBuilt(unslicer, "a", 0);
        promise.WhenBuilt(unslicer, "b", 7);
        promises.Keep(promise, "value", stack);
        CollectionAssert.AreEqual(new[] { "a[0] = value", "b[7] = value" }, unslicer.Calls);
        Assert.AreEqual("value", promise.Value);
        Assert.IsNull(promises.FindUnresolved());
        Assert.IsTrue(promises.IsEmpty);
    }

    [TestMethod]
    public void Keep_WhileAnotherIsKept_HasItsTurnAfterwards()
    {
        Promises promises = new();
        Pending? second = null;
        ScriptedUnslicer unslicer = new()
        {
            OnFixUp = (target, _, stack) =>
            {
                if (target is "first")
                {
                    promises.Keep(second!, 2, stack);
                }
            },
        };
        UnslicerStack stack = unslicer.NewStack();
        Pending first = Promise(promises, stack, unslicer, 1);
        second = Promise(promises, stack, unslicer, 2);
        first.WhenBuilt(unslicer, "first", 0);
        first.WhenBuilt(unslicer, "also first", 0);
        second.WhenBuilt(unslicer, "second", 0);
        promises.Keep(first, 1, stack);
        CollectionAssert.AreEqual(new[] { "first[0] = 1", "also first[0] = 1", "second[0] = 2" }, unslicer.Calls);
    }

    [TestMethod]
    public void Break_InAFixUp_EndsTheWorkAndNamesThePromise()
    {
        Promises promises = new();
        ScriptedUnslicer unslicer = new() { OnFixUp = (_, _, stack) => promises.Break(null, s_duplicate.ToRefusal(), stack) };
        UnslicerStack stack = unslicer.NewStack();
        Pending promise = Promise(promises, stack, unslicer, 1);
        promise.WhenBuilt(unslicer, "a", 0);
        promise.WhenBuilt(unslicer, "b", 1);
        promises.Keep(promise, "value", stack);
        Assert.HasCount(1, unslicer.Calls);
        Assert.AreEqual(new PlacedRefusal("$[1]", s_duplicate.ToRefusal()), promises.TakeBroken());
        Assert.IsFalse(promises.IsBroken);
        Assert.IsNull(promises.TakeBroken());
    }

    [TestMethod]
    public void Break_Twice_ReportsTheFirst()
    {
        Promises promises = new();
        ScriptedUnslicer unslicer = new();
        UnslicerStack stack = unslicer.NewStack();
        Pending first = Promise(promises, stack, unslicer, 1);
        Pending second = Promise(promises, stack, unslicer, 2);
        promises.Break(first, s_duplicate.ToRefusal(), stack);
        promises.Break(second, s_duplicate.ToRefusal(), stack);
        Assert.AreEqual("$[1]", promises.FindUnresolved()!.Path);
    }

    [TestMethod]
    public void Keep_AfterUserCodeHasThrown_WorksForTheNext()
    {
        Promises promises = new();
        bool throws = true;
        ScriptedUnslicer unslicer = new() { OnFixUp = (_, _, _) => Assert.IsFalse(throws) };
        UnslicerStack stack = unslicer.NewStack();
        Pending bad = Promise(promises, stack, unslicer, 1);
        Pending good = Promise(promises, stack, unslicer, 2);
        bad.WhenBuilt(unslicer, "bad", 0);
        good.WhenBuilt(unslicer, "good", 0);
        Assert.ThrowsExactly<AssertFailedException>(() => promises.Keep(bad, 1, stack));
        throws = false;
        promises.Keep(good, 2, stack);
        CollectionAssert.AreEqual(new[] { "bad[0] = 1", "good[0] = 2" }, unslicer.Calls);
    }

    [TestMethod]
    public void FindUnresolved_OfMany_NamesThreeAndCountsTheRest()
    {
        Promises promises = new();
        ScriptedUnslicer unslicer = new();
        UnslicerStack stack = unslicer.NewStack();
        for (int id = 1; id <= 5; id++)
        {
            Promise(promises, stack, unslicer, id);
        }

        PlacedRefusal refused = promises.FindUnresolved()!;
        Assert.AreEqual("$[1]", refused.Path);
        Assert.AreEqual(ViolationCode.UnresolvableCycle, refused.Reason.Code);
        Assert.EndsWith("at $[1], $[2], $[3] and 2 more", refused.Reason.Found);
    }

    [TestMethod]
    public void RefuseFrom_AnId_ForgetsThoseInside()
    {
        Promises promises = new();
        ScriptedUnslicer unslicer = new();
        UnslicerStack stack = unslicer.NewStack();
        Promise(promises, stack, unslicer, 1);
        Pending inside = Promise(promises, stack, unslicer, 2);
        promises.Break(inside, s_duplicate.ToRefusal(), stack);
        promises.RefuseFrom(2);
        Assert.IsFalse(promises.IsBroken);
        Assert.AreEqual("$[1]", promises.FindUnresolved()!.Path);
        promises.RefuseFrom(1);
        Assert.IsTrue(promises.IsEmpty);
    }

    private static Pending Promise(Promises promises, UnslicerStack stack, Unslicer unslicer, long id)
    {
        Pending promise = new(stack, id, unslicer, $"$[{id}]");
        promises.Add(promise);
        return promise;
    }
}
