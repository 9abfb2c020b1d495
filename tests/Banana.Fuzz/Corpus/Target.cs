using Banana.Wire;

namespace Banana.Fuzz.Corpus;

/// <summary>A root type with options of its own: what documents are read as, and honest documents to begin with.</summary>
internal abstract class Target(string name, WireDialect dialect)
{
    /// <summary>What the types may cost while they are attacked.</summary>
    public const long Budget = 1 << 20;

    /// <summary>A small budget, so that a small document can be seen to pass it.</summary>
    public static BananaPolicy Policy { get; } = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxManagedBytes = Budget } };

    /// <summary>The sample and how it is wrapped; the same in every run.</summary>
    public string Name => name;

    public WireDialect Dialect => dialect;

    /// <summary>Whether reading runs code that throws or calls the serializer, so that what was read need not be sent again.</summary>
    public bool Misbehaves { get; init; }

    /// <summary>Documents that are read without a violation.</summary>
    public abstract IReadOnlyList<byte[]> Documents { get; }

    /// <summary>A document that can follow on a stream, because it refers to nothing by a number that was counted from its own start; null if there is none.</summary>
    public abstract byte[]? Next { get; }

    /// <summary>Reads a whole document as a program would.</summary>
    public abstract object? Read(byte[] bytes);

    /// <summary>Reads a whole document under the default budgets, in an engine of its own.</summary>
    public abstract List<Received> ReadRoomily(byte[] bytes);

    /// <summary>Reads a stream that arrives in pieces.</summary>
    public abstract StreamResult ReadStream(IEnumerable<byte[]> pieces, bool isSegmented = false);

    /// <summary>Feeds the beginning of a stream to an engine and returns that with all it holds.</summary>
    public abstract object Hold(byte[] bytes);

    public abstract byte[] Write(object? value);

    /// <summary>Reads honest documents of other types with the same options, on the same thread, and says which came back changed.</summary>
    public abstract string? FindChangedProbe();

    public override string ToString() => $"{Name} ({Dialect})";
}

/// <summary>What came of a stream.</summary>
/// <param name="Events">Values, violations and the end.</param>
/// <param name="IsBusy">Whether the reader waits for more of an object or token.</param>
internal sealed record StreamResult(List<Received> Events, bool IsBusy);
