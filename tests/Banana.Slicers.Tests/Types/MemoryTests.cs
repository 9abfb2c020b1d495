namespace Banana.Slicers.Tests.Types;

/// <summary>What is charged for memory is what is really taken, for every type.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MemoryTests
{
    private const int Many = 1000;
    private const int Large = 8200; // just past a power of two, where the tables have grown
    private const long Slack = 128 * 1024;

    [TestMethod]
    public void Values_OfEveryType_AreChargedForWhatTheyTake()
    {
        List<string> wrong = [];
        foreach (Sample sample in Samples.BuiltIn)
        {
            MemoryCost cost = sample.Cost(Many);
            Console.WriteLine($"{sample,-70} charged {cost.Charged / Many,6} live {cost.Live / Many,6} retained {cost.Retained}");
            if (cost.Live > (cost.Charged * 5 / 4) + Slack || cost.Retained > 2 * Slack)
            {
                wrong.Add($"{sample}: {cost}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void Collections_OfEveryKind_AreChargedForWhatTheirElementsTake()
    {
        List<string> wrong = [];
        foreach ((string name, MemoryCost cost) in LargeCollections.Costs(Large))
        {
            Console.WriteLine($"{name,-70} charged {cost.Charged / Large,6} live {cost.Live / Large,6} retained {cost.Retained}");
            if (cost.Live > (cost.Charged * 5 / 4) + Slack || cost.Retained > 2 * Slack)
            {
                wrong.Add($"{name}: {cost}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }
}
