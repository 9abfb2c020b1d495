namespace Banana.Slicing;

/// <summary>
/// The rules that a dialect adds to those of the engine on an outgoing stream: which objects are tracked, which graphs the receiver cannot
/// build, and the order of keys. Called before and after each sequence. Not thread-safe.
/// </summary>
internal abstract class SenderRules
{
    /// <summary>Creates the rules for a stack.</summary>
    protected SenderRules(SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Stack = stack;
    }

    /// <summary>The stack.</summary>
    protected SlicerStack Stack { get; }

    /// <summary>The number of open sequences.</summary>
    protected int Depth => Stack.Depth;

    /// <summary>Returns the frame of an open sequence.</summary>
    /// <param name="index">The index, from 0 for the outermost to <see cref="Depth"/> - 1.</param>
    protected ref readonly SliceFrame FrameAt(int index) => ref Stack.FrameAt(index);

    /// <summary>Returns the index of the frame with the largest number up to <paramref name="number"/>. Frames are ordered by number.</summary>
    protected int FindFrame(ulong number) => Stack.FindFrame(number);

    /// <summary>Called before a value is written, as a sequence or a reference.</summary>
    /// <param name="slicer">The slicer of the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="isTracked">Whether a reference is written if the value was sent before; the rules can set it to false.</param>
    /// <param name="step">The result of <see cref="SlicerStack.Fail"/>, if the result is false.</param>
    /// <returns>True if the value is allowed here.</returns>
    public abstract bool TryEnter(Slicer slicer, object value, ref bool isTracked, out SliceStep step);

    /// <summary>Called before a reference to a value is written.</summary>
    /// <param name="number">The number of the value's sequence.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">The result of <see cref="SlicerStack.Fail"/>, if the result is false.</param>
    /// <returns>True if the reference is allowed here.</returns>
    public abstract bool TryRefer(ulong number, object value, out SliceStep step);

    /// <summary>Called when the top frame has been pushed, before its OPEN is written.</summary>
    public abstract void Begin();

    /// <summary>Called before the top frame is popped, because its sequence ends or is aborted.</summary>
    public abstract void End();

    /// <summary>Called when the receiver forgets the sequences with numbers from <paramref name="number"/> on, which are all closed. Numbers are not reused.</summary>
    public abstract void ForgetFrom(ulong number);

    /// <summary>Called when a new stream starts while sequences of the old one are open.</summary>
    public abstract void Restart();

    /// <summary>Sorts the entries of a dictionary into the order in which they are written.</summary>
    /// <returns>The fault of the keys, as a lower-case noun phrase, for <see cref="RefuseKeys"/>; null if there is none.</returns>
    public abstract string? SortEntries<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries);

    /// <summary>Finds members of a set that are equal for the receiver.</summary>
    /// <returns>The fault of the members, as a lower-case noun phrase, for <see cref="RefuseKeys"/>; null if there is none.</returns>
    public abstract string? FindDuplicate<T>(IEnumerable<T> members);

    /// <summary>Refuses the keys or members of a collection.</summary>
    /// <param name="found">The result of <see cref="SortEntries"/> or <see cref="FindDuplicate"/>.</param>
    /// <returns>The step that the slicer returns.</returns>
    public abstract SliceStep RefuseKeys(string found);
}
