using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

/// <summary>What a graph leaves open is completed in order: what can be built is, then what waits for itself is found, then the rest is hashed and tasted.</summary>
[TestClass]
public sealed class GraphCompletionTests
{
    [TestMethod]
    public void Complete_WhatSettles_BuildsBeforeItHashes()
    {
        List<string> calls = [];
        ScriptedUnslicer whole = new(ReferenceKind.AtClose) { OnSettle = (target, _) => Note(calls, target) };
        ScriptedUnslicer empty = new(ReferenceKind.AtOpen) { OnSettle = (target, _) => Note(calls, target) };
        GraphCompletion completion = new();
        completion.Settling.Add(empty, "set", 1, "$[1]");
        completion.Settling.Add(whole, "tuple", 2, "$[2]");
        completion.Settling.Add(empty, "dictionary", 3, "$[3]");
        Assert.IsFalse(completion.IsEmpty);
        Assert.IsNull(completion.Complete(whole.NewStack()));
        CollectionAssert.AreEqual(new[] { "tuple", "set", "dictionary" }, calls);
    }

    [TestMethod]
    public void Complete_WhatWaitsForItself_IsRefusedBeforeAnythingIsHashed()
    {
        ScriptedUnslicer empty = new(ReferenceKind.AtOpen);
        UnslicerStack stack = empty.NewStack();
        GraphCompletion completion = new();
        completion.Settling.Add(empty, "set", 1, "$[1]");
        completion.Promises.Add(new Pending(stack, 2, empty, "$[2]"));
        Assert.AreEqual(ViolationCode.UnresolvableCycle, completion.Complete(stack)!.Reason.Code);
        Assert.IsEmpty(empty.Calls);
    }

    [TestMethod]
    public void Settle_WhatIsReadyOnlyLater_HasAnotherTurnAtOnce()
    {
        SettlingQueue queue = new();
        int again = 0;
        ScriptedUnslicer unslicer = new() { OnSettle = (target, _) => SettleAgainBehind(target) };
        again = queue.Add(unslicer, "a", 1, "$[1]");
        queue.Add(unslicer, "b", 2, "$[2]");
        queue.Add(unslicer, "c", 3, "$[3]");
        Assert.IsNull(queue.Settle(ReferenceKind.AtOpen, new Promises(), unslicer.NewStack()));
        CollectionAssert.AreEqual(new[] { "settle a", "settle b", "settle a", "settle c" }, unslicer.Calls);

        KeyFault? SettleAgainBehind(object target)
        {
            if (target is "b")
            {
                queue.AddAgain(again);
            }

            return null;
        }
    }

    [TestMethod]
    public void Settle_AFault_IsPlacedAndNothingElseIsAsked()
    {
        SettlingQueue queue = new();
        KeyFault fault = KeyFault.Duplicate("'a' again");
        ScriptedUnslicer unslicer = new() { OnSettle = (_, _) => fault };
        queue.Add(unslicer, "a", 1, "$[1]");
        queue.Add(unslicer, "b", 2, "$[2]");
        Assert.AreEqual(
            new PlacedRefusal("$[1]", fault.ToRefusal()), queue.Settle(ReferenceKind.AtOpen, new Promises(), unslicer.NewStack()));
        Assert.HasCount(1, unslicer.Calls);
    }

    [TestMethod]
    public void Settle_UserCodeThatThrows_IsAFaultOfItsObject()
    {
        SettlingQueue queue = new();
        InvalidOperationException thrown = new("no hash");
        ScriptedUnslicer unslicer = new() { OnSettle = (_, _) => throw thrown };
        queue.Add(unslicer, "a", 1, "$[1]");
        PlacedRefusal refused = queue.Settle(ReferenceKind.AtOpen, new Promises(), unslicer.NewStack())!;
        Assert.AreSame(thrown, refused.Reason.Thrown);
        Assert.AreEqual("$[1]", refused.Path);
    }

    [TestMethod]
    public void Settle_APromiseBrokenMeanwhile_IsReported()
    {
        Promises promises = new();
        SettlingQueue queue = new();
        KeyFault fault = KeyFault.Null();
        ScriptedUnslicer unslicer = new()
        {
            OnSettle = (_, stack) =>
            {
                promises.Break(null, fault.ToRefusal(), stack);
                return null;
            },
        };
        queue.Add(unslicer, "a", 1, "$[1]");
        Assert.AreEqual(new PlacedRefusal("$", fault.ToRefusal()), queue.Settle(ReferenceKind.AtOpen, promises, unslicer.NewStack()));
    }

    [TestMethod]
    public void Show_WhatATasterWanted_IsShownWhenComplete()
    {
        List<object?> shown = [];
        CompiledTaster taster = Taster(new Taster { Accepts = value => Accept(shown, value), Expected = "something else" });
        ScriptedUnslicer unslicer = new();
        UnslicerStack stack = unslicer.NewStack();
        Promises promises = new();
        Pending promise = new(stack, 1, unslicer, "$[1]");
        LateTastes late = new();
        late.Add(taster, unslicer, promise, 2, "$[2]");
        late.Add(taster, unslicer, "bad", 3, "$[3]");
        promises.Keep(promise, "good", stack);
        Assert.AreEqual(
            new PlacedRefusal("$[3]", new Refusal(ViolationCode.RefusedValue, "a value of type String", "something else")), late.Show());
        CollectionAssert.AreEqual(new object?[] { "good", "bad" }, shown);
    }

    [TestMethod]
    public void Show_ACollection_IsCountedFirst()
    {
        CompiledTaster taster = Taster(new Taster { MaxItems = 2 });
        ScriptedUnslicer unslicer = new();
        Assert.IsNull(LateTastes.Show(taster, unslicer, new List<int> { 1, 2 }));
        Assert.AreEqual(
            new Refusal(ViolationCode.CollectionTooLarge, "a reference to 3 elements", "at most 2"),
            LateTastes.Show(taster, unslicer, new List<int> { 1, 2, 3 }));
    }

    [TestMethod]
    public void RefuseFrom_AnId_LeavesOpenWhatStoodBefore()
    {
        ScriptedUnslicer unslicer = new();
        UnslicerStack stack = unslicer.NewStack();
        GraphCompletion completion = new();
        completion.Settling.Add(unslicer, "kept", 1, "$[1]");
        completion.Settling.Add(unslicer, "refused", 2, "$[2]");
        completion.LateTastes.Add(CompiledTaster.Anything, unslicer, "refused", 3, "$[3]");
        completion.Promises.Add(new Pending(stack, 4, unslicer, "$[4]"));
        completion.RefuseFrom(2);
        Assert.IsTrue(completion.Promises.IsEmpty);
        Assert.IsTrue(completion.LateTastes.IsEmpty);
        Assert.IsNull(completion.Complete(stack));
        CollectionAssert.AreEqual(new[] { "settle kept" }, unslicer.Calls);
        completion.Clear();
        Assert.IsTrue(completion.IsEmpty);
    }

    private static KeyFault? Note(List<string> calls, object target)
    {
        calls.Add((string)target);
        return null;
    }

    private static bool Accept(List<object?> shown, object? value)
    {
        shown.Add(value);
        return value is "good";
    }

    private static CompiledTaster Taster(Taster taster) => new TasterCompiler().With(CompiledTaster.Anything, taster);
}
