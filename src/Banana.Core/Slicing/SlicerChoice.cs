namespace Banana.Slicing;

/// <summary>What a slicer says of an object that is about to be sent inside one of its own; see <see cref="Slicer.Choose"/>.</summary>
public enum SlicerChoice
{
    /// <summary>Fine so far: the next layer outwards is asked.</summary>
    AskOuter,

    /// <summary>Decided: nobody further outwards is asked.</summary>
    Take,

    /// <summary>Not here: the object is a violation.</summary>
    Refuse,
}
