using Banana.Fuzz.Attacks;

namespace Banana.Memory.Tests.Fuzz;

/// <summary>Documents that a peer would make who knows how the types work. The figures are in SECURITY.md; here they may be ten times as bad.</summary>
[TestClass]
public sealed class AttackTests
{
    [TestMethod]
    public void Types_UnderAttack_KeepNearTheLawsOfTimeAndMemory()
    {
        List<string> broken = [];
        int types = 0;
        foreach (Worst worst in new Attacker(["itself"], [10_000], slowness: 10).Run(null))
        {
            types++;
            broken.AddRange(worst.Broken.Select(what => $"{worst.Type}: {what}"));
        }

        Assert.IsGreaterThan(100, types);
        Assert.IsEmpty(broken, string.Join('\n', broken));
    }
}
