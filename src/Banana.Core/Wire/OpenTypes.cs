namespace Banana.Wire;

/// <summary>The open types of the engine itself (PROTOCOL.md [S-2]); all others belong to slicers.</summary>
public static class OpenTypes
{
    /// <summary>Null.</summary>
    public const string None = "none";

    /// <summary>An object that was sent before.</summary>
    public const string Reference = "reference";

    /// <summary>Replaces the vocabulary.</summary>
    public const string SetVocabulary = "set-vocab";

    /// <summary>Adds one word to the vocabulary.</summary>
    public const string AddVocabulary = "add-vocab";

    /// <summary>An instance of a class; the class name is a second index token.</summary>
    public const string Copyable = "copyable";

    /// <summary>Defines the shape of a class.</summary>
    public const string Shape = "shape";

    /// <summary>An instance of a class whose shape is known; the number of the shape is a second index token.</summary>
    public const string Shaped = "shaped";

    /// <summary>A value that states its type, where the receiver does not know it; the name of the type is a second index token.</summary>
    public const string Typed = "typed";

    /// <summary>A collection with a comparer other than the default; the name of the comparer is a second index token.</summary>
    public const string By = "by";
}
