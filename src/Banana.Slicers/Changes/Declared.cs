namespace Banana.Slicing;

/// <summary>Who reads, at a position of one type, what was sent as another.</summary>
internal static class Declared
{
    /// <summary>Reads values of another type by the table; null if it has no line for them.</summary>
    /// <param name="own">Who reads the declared type.</param>
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
