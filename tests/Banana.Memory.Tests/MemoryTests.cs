using Banana.Slicing;

namespace Banana.Memory.Tests;

/// <summary>What is charged for memory is what is really taken, for every type.</summary>
[TestClass]
public sealed class MemoryTests
{
    private const int Many = 1000;
    private const int Large = 8200; // just past a power of two, where the tables have grown
    private const long Slack = 128 * 1024;

    [TestMethod]
    public void Values_OfEveryType_AreChargedForWhatTheyTake()
    {
        List<string> wrong = [];
        foreach (Sample sample in Samples.BuiltIn.Concat(Slicers.Tests.Instances.InstanceSamples.All))
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

    [TestMethod]
    public void PythonValues_OfEveryKind_AreChargedForWhatTheyTake()
    {
        object[] keys = [.. Enumerable.Range(0, Large).Select(number => (object)number)];
        ObjectSet set = [];
        ObjectDictionary dictionary = [];
        GenericObject instance = new("test.unknown");
        foreach (object key in keys)
        {
            set.Add(key);
            dictionary.Add(key, key);
            instance[$"attribute {key}"] = key;
        }

        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(BuiltInTypes.GenericObject);
        List<string> wrong = [];
        foreach (object value in new object[] { new List<object> { set }, new List<object> { new ObjectFrozenSet(keys) }, new List<object> { dictionary }, new List<object> { instance }, new List<object> { new ObjectTuple(keys) } })
        {
            MemoryCost cost = MemoryCost.Of<List<object>>(BananaSerializer.Serialize((List<object>)value, options), options);
            Console.WriteLine($"{((List<object>)value)[0].GetType().Name,-30} charged {cost.Charged / Large,6} live {cost.Live / Large,6} retained {cost.Retained}");
            if (cost.Live > (cost.Charged * 5 / 4) + Slack || cost.Retained > 2 * Slack)
            {
                wrong.Add($"{((List<object>)value)[0].GetType()}: {cost}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }
}
