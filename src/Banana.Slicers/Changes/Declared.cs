namespace Banana.Slicing;

/// <summary>Finds unslicers for values that were sent as another type than the declared one.</summary>
internal static class Declared
{
    /// <summary>Returns the unslicer for values of another type; null if the table does not allow them.</summary>
    /// <param name="own">The unslicer of the declared type.</param>
    /// <param name="from">The name of the type that they were sent as.</param>
    /// <param name="to">The name of the declared type.</param>
    public static Unslicer<T>? Reader<T>(Unslicer<T> own, string from, string to) => TypeChanges.Between(from, to) switch
    {
        TypeChange.None => own,
        TypeChange.Family => new FamilyUnslicer<T>(own, TypeChanges.FamilyOf(TypeName.Parse(to).WithoutNull().Kind)!),
        TypeChange.Described => new DescribedUnslicer<T>(own, to),
        TypeChange.Half => HalfUnslicers.For<T>(),
        _ => null,
    };
}
