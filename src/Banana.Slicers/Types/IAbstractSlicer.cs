namespace Banana.Slicing;

/// <summary>Writes values where an interface or an abstract class is declared. Each value describes its own type.</summary>
internal interface IAbstractSlicer;
