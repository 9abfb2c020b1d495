namespace Banana.Benchmarks.Models;

/// <summary>W1 and W8: an object of eight members, full-range random values.</summary>
[Sliceable("poco")]
public sealed class SmallPoco
{
    public int I { get; set; }

    public long L { get; set; }

    public double D { get; set; }

    public bool B { get; set; }

    public string S { get; set; } = "";

    public DateTime T { get; set; }

    public Guid G { get; set; }

    public Kind K { get; set; }

    public static SmallPoco Create(Random random)
    {
        byte[] guid = new byte[16];
        random.NextBytes(guid);
        return new SmallPoco
        {
            I = random.Next(int.MinValue, int.MaxValue),
            L = random.NextInt64(long.MinValue, long.MaxValue),
            D = random.NextDouble() * 1e9,
            B = random.Next(2) == 1,
            S = string.Concat(Enumerable.Range(0, 20).Select(_ => (char)random.Next('a', 'z' + 1))),
            T = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(random.NextInt64(1L << 50)),
            G = new Guid(guid),
            K = (Kind)random.Next(4),
        };
    }

    /// <summary>The objects that any reader must make.</summary>
    public SmallPoco Clone() => new() { I = I, L = L, D = D, B = B, S = new string(S.AsSpan()), T = T, G = G, K = K };

    public static bool AreSame(SmallPoco left, SmallPoco right) =>
        (left.I, left.L, left.D, left.B, left.S, left.T, left.T.Kind) == (right.I, right.L, right.D, right.B, right.S, right.T, right.T.Kind)
        && left.G == right.G && left.K == right.K;
}

public enum Kind
{
    None,
    Small,
    Large,
    Huge,
}
