using System.Collections.Frozen;
using Banana.Wire;

namespace Banana.Core.Tests.Policies;

/// <summary>What tasters say of single tokens, of sequences, of values and of references, without a stack around them.</summary>
[TestClass]
public sealed class TastingTests
{
    [TestMethod]
    public void JudgeToken_OfAnotherKindOrTooLong_IsRefused()
    {
        CompiledTaster taster = Compile(new Taster { Tokens = TokenTypes.String | TokenTypes.LongInt, MaxStringBytes = 3, MaxIntegerBytes = 9 });
        Assert.IsNull(Judge(taster, TokenType.String, 3));
        Assert.AreEqual(ViolationCode.StringTooLong, Judge(taster, TokenType.String, 4)?.Code);
        Assert.IsNull(Judge(taster, TokenType.LongInt, 9));
        Assert.AreEqual(ViolationCode.IntegerTooLong, Judge(taster, TokenType.LongInt, 10)?.Code);
        Assert.AreEqual(ViolationCode.UnexpectedToken, Judge(taster, TokenType.Int, 0)?.Code);
    }

    [TestMethod]
    public void JudgeSequence_ByItsOpenType_LeavesReferencesToWhatTheyLeadTo()
    {
        CompiledTaster lists = Compile(new Taster { Tokens = TokenTypes.Open, OpenTypes = FrozenSet.Create("list") });
        Assert.IsNull(lists.JudgeSequence(new OpenType("list", null)));
        Assert.IsNull(lists.JudgeSequence(new OpenType(OpenTypes.Reference, null)));
        Assert.AreEqual(ViolationCode.RefusedOpenType, lists.JudgeSequence(new OpenType("tuple", null))?.Code);
        Assert.AreEqual(ViolationCode.RefusedOpenType, lists.JudgeSequence(new OpenType(OpenTypes.None, null))?.Code);
        CompiledTaster numbers = Compile(new Taster { Tokens = TokenTypes.Int });
        Assert.AreEqual(ViolationCode.UnexpectedToken, numbers.JudgeSequence(new OpenType("list", null))?.Code);
    }

    [TestMethod]
    public void Judge_ACheckThatThrows_IsUserCode()
    {
        InvalidOperationException thrown = new("no");
        CompiledTaster taster = Compile(new Taster { Accepts = _ => throw thrown, Expected = "a good one" });
        Assert.AreEqual(Refusal.Of(thrown, "a good one"), taster.Judge(1));
        CompiledTaster fatal = Compile(new Taster { Accepts = _ => throw new InsufficientExecutionStackException() });
        Assert.ThrowsExactly<InsufficientExecutionStackException>(() => fatal.Judge(1));
    }

    [TestMethod]
    public void Inside_OfAnObject_IsWhatIsDeepAroundItAndWhatTypeAndMemberBring()
    {
        Tasting tasting = new(null);
        Assert.IsNull(tasting.Root);
        Assert.AreSame(CompiledTaster.Anything, tasting.ForChildren(null, null));
        CompiledTaster around = tasting.ForChildren(null, new Taster { MaxItems = 9, IsDeep = true });
        CompiledTaster shallow = tasting.ForChildren(null, new Taster { MaxItems = 1 });
        Assert.AreEqual(9, tasting.ForChildren(around, null).MaxItems);
        Assert.AreSame(CompiledTaster.Anything, tasting.ForChildren(shallow, null));
        CompiledTaster all = tasting.ForChildren(around, new Taster { MaxStringBytes = 5 }, new Taster { MaxItems = 4 });
        Assert.AreEqual(4, all.MaxItems);
        Assert.AreEqual(5, all.MaxStringBytes);
    }

    [TestMethod]
    public void JudgeReference_ToWhatWasReadWhereLessWasAsked_IsRefused()
    {
        Taster policy = new() { IsDeep = true, MaxStringBytes = 100 };
        Tasting tasting = new(policy);
        CompiledTaster strict = tasting.ForChildren(tasting.Root, null, new Taster { MaxItems = 3, IsDeep = true });
        Assert.IsNull(tasting.JudgeReference(strict, strict, "list"));
        Assert.IsNull(tasting.JudgeReference(tasting.Root!, strict, "list"));
        Assert.AreEqual(ViolationCode.RefusedReference, tasting.JudgeReference(strict, tasting.Root, "list")?.Code);
        Assert.AreEqual(ViolationCode.RefusedReference, tasting.JudgeReference(strict, null, "list")?.Code);
        CompiledTaster tuples = tasting.ForChildren(tasting.Root, null, new Taster { OpenTypes = FrozenSet.Create("tuple") });
        Assert.AreEqual(ViolationCode.RefusedOpenType, tasting.JudgeReference(tuples, tuples, "list")?.Code);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Inspection_IsDue_WhileAnythingAsksForIt(bool isAlwaysDue)
    {
        Inspection inspection = new(isAlwaysDue);
        Assert.AreEqual(isAlwaysDue, inspection.IsDue);
        inspection.Use(CompiledTaster.Anything);
        Assert.IsTrue(inspection.IsDue);
        inspection.SetNearLimit(true);
        inspection.Use(null);
        Assert.IsTrue(inspection.IsDue);
        Assert.IsTrue(inspection.IsNearLimit);
        inspection.SetNearLimit(false);
        Assert.AreEqual(isAlwaysDue, inspection.IsDue);
    }

    private static CompiledTaster Compile(Taster taster) => new TasterCompiler().With(CompiledTaster.Anything, taster);

    private static Refusal? Judge(CompiledTaster taster, TokenType type, ulong length) => taster.JudgeToken(default, type, length);

    [TestMethod]
    public void Limits_OfATaster_AreNotNegative()
    {
        Assert.AreEqual("MaxItems", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Taster { MaxItems = -1 }).ParamName);
        Assert.AreEqual("MaxStringBytes", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Taster { MaxStringBytes = -1 }).ParamName);
        Assert.AreEqual("MaxIntegerBytes", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Taster { MaxIntegerBytes = -1 }).ParamName);
        Assert.AreEqual(0, new Taster { MaxItems = 0 }.MaxItems);
    }
}
