namespace Banana.Core.Tests.Policies;

/// <summary>Tasters are combined once per combination, and no stream can make that memory grow.</summary>
[TestClass]
public sealed class TasterCompilerTests
{
    [TestMethod]
    public void With_TastersInEveryOrder_IsExactAndKeepsNoMoreThanItsBound()
    {
        TasterCompiler compiler = new();
        Taster[] tasters = [.. Enumerable.Range(0, 12).Select(i => new Taster { MaxItems = i, IsDeep = true })];
        Random random = new(Seeds.Fixed);
        for (int i = 0; i < 20_000; i++)
        {
            CompiledTaster taster = CompiledTaster.Anything;
            int least = int.MaxValue;
            for (int depth = 0; depth < 30; depth++)
            {
                int next = random.Next(tasters.Length);
                least = Math.Min(least, next);
                taster = compiler.With(compiler.ForChildren(taster), tasters[next]);
                Assert.AreEqual(least, taster.MaxItems);
                Assert.IsLessThanOrEqualTo(tasters.Length, taster.Parts.Length);
            }
        }

        Assert.IsLessThanOrEqualTo(1001, compiler.Kept);
    }

    [TestMethod]
    public void With_ATasterThatIsInForce_ChangesNothing()
    {
        TasterCompiler compiler = new();
        Taster deep = new() { MaxItems = 5, IsDeep = true };
        Taster other = new() { MaxItems = 6, IsDeep = true };
        CompiledTaster both = compiler.With(compiler.With(CompiledTaster.Anything, deep), other);
        Assert.AreSame(both, compiler.With(both, deep));
        Assert.AreSame(both, compiler.With(compiler.ForChildren(both), other));
    }

    [TestMethod]
    public void With_ATopTasterOverruledMeanwhile_DecidesAgain()
    {
        TasterCompiler compiler = new();
        Taster three = new() { OverridesOuter = true, MaxItems = 3 };
        Taster nine = new() { OverridesOuter = true, MaxItems = 9 };
        CompiledTaster taster = compiler.With(compiler.With(CompiledTaster.Anything, three), nine);
        Assert.AreEqual(9, taster.MaxItems);
        Assert.AreEqual(3, compiler.With(taster, three).MaxItems);
    }

    [TestMethod]
    public void Covers_OnlyWhatAsksNoMore()
    {
        TasterCompiler compiler = new();
        CompiledTaster one = compiler.With(CompiledTaster.Anything, new() { MaxItems = 5 });
        CompiledTaster two = compiler.With(one, new() { MaxItems = 4 });
        Assert.IsTrue(two.Covers(one));
        Assert.IsFalse(one.Covers(two));
        Assert.IsTrue(one.Covers(CompiledTaster.Anything));
        Assert.IsFalse(CompiledTaster.Anything.Covers(one));
        CompiledTaster loosened = compiler.With(two, new() { OverridesOuter = true, MaxItems = 100 });
        Assert.IsFalse(loosened.Covers(one));
        Assert.IsTrue(loosened.Covers(loosened));
    }
}
