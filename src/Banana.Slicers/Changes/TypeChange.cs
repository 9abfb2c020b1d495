namespace Banana.Slicing;

/// <summary>How values that were sent as one type are treated where another is declared.</summary>
internal enum TypeChange
{
    /// <summary>No change: the unslicer of the declared type reads or refuses these values.</summary>
    None,

    /// <summary>Another collection of the same family: its elements are put into the declared one.</summary>
    Family,

    /// <summary>The values describe themselves; those of the declared type are accepted.</summary>
    Described,

    /// <summary>The number is sent by its bits.</summary>
    Half,

    /// <summary>The values might not come back unchanged.</summary>
    Refused,
}
