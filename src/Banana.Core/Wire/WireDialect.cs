namespace Banana.Wire;

/// <summary>The two dialects one engine speaks. Tokens and base open types are the same in both.</summary>
public enum WireDialect
{
    /// <summary>.NET to .NET: a fixed base vocabulary, VOCAB 0 for null, bare tokens where the type is declared.</summary>
    Net,

    /// <summary>Byte for byte what python3-foolscap speaks.</summary>
    Foolscap,
}
