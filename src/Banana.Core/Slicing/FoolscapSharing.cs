namespace Banana.Slicing;

/// <summary>What becomes of an object that was sent before, in the Foolscap dialect (PROTOCOL.md [F-6]).</summary>
public enum FoolscapSharing
{
    /// <summary>It is referred to, as lists, dictionaries, sets and tuples are.</summary>
    ByReference,

    /// <summary>
    /// It is referred to, or written again if <see cref="SlicerStackOptions.CopiesInstances"/>; inside of itself it is a violation, because
    /// Foolscap's receiver loses the connection over that. So it is with instances of classes.
    /// </summary>
    ByOption,

    /// <summary>It is written again: Foolscap's receiver would take a reference to it for something else. So it is with immutable sets.</summary>
    ByValue,
}
