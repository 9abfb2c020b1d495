namespace Banana.Slicing;

/// <summary>How a slicer's turn ended. Anything but <see cref="Done"/> is returned to the caller as it is.</summary>
public enum SliceStep
{
    /// <summary>Written.</summary>
    Done,

    /// <summary>A child's frame was pushed and has not finished: the stack goes on from its top frame.</summary>
    Child,

    /// <summary>The output's budget is used up: the stack goes on from its top frame after a flush.</summary>
    Flush,

    /// <summary>A value is awaited, see <see cref="SlicerStack.Wait"/>: the stack goes on from its top frame when it is there.</summary>
    Wait,

    /// <summary>A violation was recorded by <see cref="SlicerStack.Fail"/>.</summary>
    Failed,
}
