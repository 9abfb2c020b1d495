namespace Banana.Slicing;

/// <summary>The result of a call of a slicer. Any step other than <see cref="Done"/> must be returned to the caller as it is.</summary>
public enum SliceStep
{
    /// <summary>The value has been written.</summary>
    Done,

    /// <summary>The frame of a child was pushed and has not finished; the stack continues from its top frame.</summary>
    Pushed,

    /// <summary>The budget of the output is used up; the stack continues from its top frame after a flush.</summary>
    Flush,

    /// <summary>
    /// A value is awaited (see <see cref="SlicerStack.Wait"/>); the stack continues from its top frame when it is available.
    /// </summary>
    Wait,

    /// <summary>A violation was recorded by <see cref="SlicerStack.Fail"/>.</summary>
    Failed,
}
