using System.Text;

namespace Banana.Benchmarks.Models;

/// <summary>The data of the workloads: seeded, so that every run measures the same.</summary>
internal static class Data
{
    private const int Seed = 12345;

    /// <summary>W3a: 100,000 integers of 0 to 1000.</summary>
    public static int[] SmallIntegers { get; } = Make(100_000, random => random.Next(0, 1001));

    /// <summary>W3b: 100,000 integers over the full range.</summary>
    public static int[] AllIntegers { get; } = Make(100_000, random => (int)random.NextInt64(int.MinValue, (long)int.MaxValue + 1));

    /// <summary>Integers of every size up to 64 bits, evenly by number of bits.</summary>
    public static long[] LargeIntegers { get; } = Make(100_000, random => random.NextInt64() >> random.Next(0, 63));

    /// <summary>W3c: 100,000 doubles.</summary>
    public static double[] Doubles { get; } = Make(100_000, random => (random.NextDouble() - 0.5) * 1e6);

    /// <summary>W4: 10,000 strings of 5 to 50 characters, 80 % ASCII, 20 % mixed scripts and emoji.</summary>
    public static string[] Strings { get; } = Make(10_000, random => MakeString(random, random.Next(5, 51), random.Next(5) == 0));

    /// <summary>Strings of 10,000 characters, ASCII and mixed in turn.</summary>
    public static string[] LongStrings { get; } = Make(100, random => MakeString(random, 10_000, random.Next(2) == 0));

    /// <summary>W7: 10,000 names with a number each.</summary>
    public static Dictionary<string, int> Names { get; } = Enumerable.Range(0, 10_000)
        .ToDictionary(i => $"key-{i * 7919 % 10_007}-{i}", i => i * 31);

    private static T[] Make<T>(int count, Func<Random, T> make)
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => make(random))];
    }

    private static string MakeString(Random random, int length, bool isMixed)
    {
        const string mixed = "\u00e9\u00df\u0436\u03a9\u05d0\u4f60\u597d\u3042\uac00";
        StringBuilder text = new(length);
        while (text.Length < length)
        {
            if (!isMixed)
            {
                text.Append((char)random.Next('a', 'z' + 1));
            }
            else if (random.Next(8) == 0)
            {
                text.Append(char.ConvertFromUtf32(0x1F34C + random.Next(16)));
            }
            else
            {
                text.Append(mixed[random.Next(mixed.Length)]);
            }
        }

        return text.ToString();
    }
}
