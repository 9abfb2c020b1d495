namespace Banana.Transport.Tests.EventTypes;

/// <summary>An event that is registered nowhere.</summary>
[Event("test.placed")]
public sealed record Placed(int Number);

[Event("test.moved"), SliceDerived(typeof(Shifted))]
public abstract record Moved;

[Sliceable("test.shifted")]
public sealed record Shifted(int Days) : Moved;
