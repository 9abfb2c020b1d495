namespace Banana.Slicing;

/// <summary>Writes values where an interface or an abstract class is declared: none is of that type itself, each says what it is.</summary>
internal interface IAbstractSlicer;
