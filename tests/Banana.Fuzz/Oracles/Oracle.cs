namespace Banana.Fuzz.Oracles;

/// <summary>Knows one thing that holds for every document, honest or not.</summary>
internal abstract class Oracle
{
    /// <summary>All of them, the cheap and those that the others would disturb first.</summary>
    public static IReadOnlyList<Oracle> All { get; } =
    [
        new ExceptionOracle(), new NextDocumentOracle(), new TimeOracle(), new AllocationOracle(), new MemoryOracle(), new ArrivalOracle(),
        new NumberingOracle(), new PingOracle(), new NextOnStreamOracle(), new RoundTripOracle(),
    ];

    public string Name => GetType().Name.Replace("Oracle", "", StringComparison.Ordinal);

    /// <summary>The first thing that is wrong, and who says so; null if nothing is.</summary>
    public static (Oracle Oracle, Fault Fault)? Judge(Case read)
    {
        foreach (Oracle oracle in All)
        {
            if (oracle.TryCheck(read) is { } fault)
            {
                return (oracle, fault);
            }
        }

        return null;
    }

    /// <summary>What is wrong; null if nothing is.</summary>
    public abstract Fault? Check(Case read);

    /// <summary>The same; an exception that comes out of the library meanwhile is a fault as well.</summary>
    public Fault? TryCheck(Case read)
    {
        try
        {
            return Check(read);
        }
        catch (Exception thrown)
        {
            return ExceptionOracle.Check(thrown) ?? new Fault("unexpected", $"{thrown.GetType().Name} where none is expected: {thrown.Message}");
        }
    }
}

/// <summary>What an oracle has found.</summary>
/// <param name="Signature">The same for faults of probably one cause.</param>
/// <param name="What">One line for people.</param>
internal sealed record Fault(string Signature, string What);
