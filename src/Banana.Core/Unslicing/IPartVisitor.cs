namespace Banana.Slicing;

/// <summary>Is shown what a value consists of, see <see cref="Unslicer.VisitParts"/>.</summary>
public interface IPartVisitor
{
    /// <summary>Takes note of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="position">Who reads values where the part stands.</param>
    void Visit(object? part, Unslicer position);
}
