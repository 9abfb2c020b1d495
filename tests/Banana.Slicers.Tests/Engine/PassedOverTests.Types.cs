namespace Banana.Slicers.Tests.Engine;

/// <summary>Has a member that the tests look at.</summary>
public interface INumbered
{
    int Number { get; }
}

/// <summary>A class that is made empty and filled, and has little of what a peer may send.</summary>
[Sliceable("item2")]
public sealed class Filled : INumbered
{
    public int Number { get; set; }
}

/// <summary>A class that is built of its parts.</summary>
[Sliceable("keyed")]
public sealed record Built(int Number) : INumbered;

/// <summary>A class that keeps what it does not have.</summary>
[Sliceable("kept")]
public sealed class Keeping : INumbered
{
    public int Number { get; set; }

    [SliceExtensionData]
    public UnknownAttributes? Unknown { get; private set; }
}
