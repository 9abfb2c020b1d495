namespace Banana.Fuzz.Oracles;

/// <summary>Knows one thing that holds for every document, honest or not.</summary>
internal abstract class Oracle
{
    /// <summary>All of them, the cheap and those that the others would disturb first.</summary>
    public static IReadOnlyList<Oracle> All { get; } =
    [
        new ExceptionOracle(), new NextDocumentOracle(), new TimeOracle(), new AllocationOracle(), new MemoryOracle(), new ArrivalOracle(),
        new NumberingOracle(), new NextOnStreamOracle(), new RoundTripOracle(),
    ];

    public string Name => GetType().Name.Replace("Oracle", "", StringComparison.Ordinal);

    /// <summary>What is wrong; null if nothing is.</summary>
    public abstract Fault? Check(Case read);
}

/// <summary>What an oracle has found.</summary>
/// <param name="Signature">The same for faults of probably one cause.</param>
/// <param name="What">One line for people.</param>
internal sealed record Fault(string Signature, string What);
