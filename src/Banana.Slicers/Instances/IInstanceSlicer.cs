using Banana.Wire;

namespace Banana.Slicing;

/// <summary>An <see cref="InstanceSlicer{T}"/> of any class.</summary>
internal interface IInstanceSlicer : IComposedSlicer
{
    /// <summary>Compares a peer's shape of the class with its members.</summary>
    /// <param name="shape">The shape, of which nothing is cached.</param>
    /// <param name="stack">Who would read the instances.</param>
    ShapeFaults FindFaults(IncomingShape shape, UnslicerStack stack);
}

/// <summary>Why instances of a peer's shape cannot be read.</summary>
/// <param name="Missing">The required members that the shape does not have, with their types.</param>
/// <param name="Changed">The members of which every value but null would be refused, because it is sent as another type.</param>
/// <param name="Duplicate">A member that the shape has under two names; null if there is none.</param>
internal sealed record ShapeFaults(IReadOnlyList<(string Name, string Type)> Missing, IReadOnlyList<(string Name, string Type)> Changed, string? Duplicate)
{
    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Missing.Count == 0 && Changed.Count == 0 && Duplicate is null;
}
