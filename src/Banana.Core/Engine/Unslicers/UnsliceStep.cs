namespace Banana.Slicing;

/// <summary>How an unslicer's turn ended. <see cref="Child"/> and <see cref="More"/> are returned to the caller as they are.</summary>
public enum UnsliceStep
{
    /// <summary>The value is there and whole.</summary>
    Done,

    /// <summary>The value's tokens are all there, but it waits for another object; see <see cref="UnslicerStack.TakePending"/>.</summary>
    Pending,

    /// <summary>The stack goes on from its top frame: a child that has not finished, or this frame again.</summary>
    Child,

    /// <summary>The bytes ran out; nothing is half-consumed.</summary>
    More,
}
