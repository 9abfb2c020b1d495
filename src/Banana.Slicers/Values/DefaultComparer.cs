using Banana.Slicing;

namespace Banana;

/// <summary>Only collections that compare by the default comparer can be sent: it is all that can come back.</summary>
internal static class DefaultComparer
{
    /// <summary>Refuses to write a collection that compares otherwise.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="comparer">The collection's.</param>
    /// <param name="noun">What it is, as a lower-case noun phrase.</param>
    /// <param name="step">If the result is true: what the slicer returns.</param>
    public static bool TryRefuse<T>(SlicerStack stack, IEqualityComparer<T> comparer, string noun, out SliceStep step)
    {
        bool isDefault = ReferenceEquals(comparer, EqualityComparer<T>.Default);
        step = isDefault
            ? SliceStep.Done
            : stack.Fail(
                ViolationCode.NotRepresentable,
                $"{noun} with comparer {comparer.GetType()}",
                "the default comparer, which is all that can come back");
        return !isDefault;
    }
}
