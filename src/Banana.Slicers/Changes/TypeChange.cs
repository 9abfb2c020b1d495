namespace Banana.Slicing;

/// <summary>What is to be done with values that were sent as one type where another is declared.</summary>
internal enum TypeChange
{
    /// <summary>Nothing: who reads the declared type reads exactly these values, or refuses them.</summary>
    None,

    /// <summary>Another collection of the same family: its elements are put into the declared one.</summary>
    Family,

    /// <summary>The values say themselves what they are; those that are of the declared type are taken.</summary>
    Described,

    /// <summary>The number is there by its bits.</summary>
    Half,

    /// <summary>They would come back as another value, or nobody knows.</summary>
    Refused,
}
