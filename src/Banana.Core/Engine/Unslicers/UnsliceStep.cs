namespace Banana.Slicing;

/// <summary>
/// The result of a call of an unslicer. <see cref="Pushed"/> and <see cref="NeedMoreData"/> must be returned to the caller as they are.
/// </summary>
public enum UnsliceStep
{
    /// <summary>The value is complete.</summary>
    Done,

    /// <summary>
    /// All tokens of the value have been read, but it waits for another object; see <see cref="UnslicerStack.TakePending"/>.
    /// </summary>
    Pending,

    /// <summary>The stack continues from its top frame: a child that has not finished, or this frame again.</summary>
    Pushed,

    /// <summary>More bytes are needed; no token is consumed in part.</summary>
    NeedMoreData,
}
