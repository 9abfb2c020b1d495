namespace Banana.Slicers.Tests.Engine;

/// <summary>An interface without a list.</summary>
public interface IAnything;

/// <summary>An interface with a list, which the tests give.</summary>
public interface IPet;

/// <summary>A class with a list.</summary>
[Sliceable("test.animal")]
[SliceDerived(typeof(Dog))]
public class Animal : IAnything
{
    public int Legs { get; set; }
}

/// <summary>A class of the list.</summary>
[Sliceable("test.dog")]
public sealed class Dog : Animal, IPet;

/// <summary>A class that is not of the list.</summary>
[Sliceable("test.cat")]
public sealed class Cat : Animal, IPet;

/// <summary>Keeps what it does not have, next to a member of which nothing is declared.</summary>
[Sliceable("test.keep")]
public sealed class KeepingAny
{
    public object? Any { get; set; }

    [SliceExtensionData]
    public UnknownAttributes? Unknown { get; private set; }
}
