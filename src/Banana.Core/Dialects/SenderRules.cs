namespace Banana.Slicing;

/// <summary>
/// What a dialect adds to the engine's own rules on one outgoing stream: which objects are referred to, which graphs its receiver cannot
/// build, and in which order keys go out. Asked before and after each sequence; not thread-safe, as the stack is not.
/// </summary>
internal abstract class SenderRules
{
    /// <summary>Rules for a stack.</summary>
    protected SenderRules(SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Stack = stack;
    }

    /// <summary>The stack.</summary>
    protected SlicerStack Stack { get; }

    /// <summary>How many sequences are open.</summary>
    protected int Depth => Stack.Depth;

    /// <summary>The frame of an open sequence.</summary>
    /// <param name="index">From 0, the outermost, to one less than <see cref="Depth"/>.</param>
    protected ref readonly SliceFrame FrameAt(int index) => ref Stack.FrameAt(index);

    /// <summary>The index of the frame with the largest number that is not above <paramref name="number"/>. Frames stand in the order of their numbers.</summary>
    protected int FindFrame(ulong number) => Stack.FindFrame(number);

    /// <summary>A value is about to be written, as a sequence or a reference.</summary>
    /// <param name="slicer">Who is going to write it.</param>
    /// <param name="value">The value.</param>
    /// <param name="isTracked">Whether it is referred to if it was sent before, and remembered if not; the rules can say no.</param>
    /// <param name="step">If the result is false: what <see cref="SlicerStack.Fail"/> returned.</param>
    /// <returns>Whether it may stand here.</returns>
    public abstract bool TryEnter(Slicer slicer, object value, ref bool isTracked, out SliceStep step);

    /// <summary>A value that was sent before is about to be referred to.</summary>
    /// <param name="number">The number of its sequence.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">If the result is false: what <see cref="SlicerStack.Fail"/> returned.</param>
    /// <returns>Whether a reference to it may stand here.</returns>
    public abstract bool TryRefer(ulong number, object value, out SliceStep step);

    /// <summary>The frame at <see cref="Depth"/> - 1 is new: its OPEN comes next.</summary>
    public abstract void Begin();

    /// <summary>The frame at <see cref="Depth"/> - 1 is about to go: its sequence ends or is aborted.</summary>
    public abstract void End();

    /// <summary>The receiver forgets the sequences with this number or later ones, which are all closed. What comes later has later numbers, or a new stream.</summary>
    public abstract void ForgetFrom(ulong number);

    /// <summary>A new stream begins while sequences of the old one are open.</summary>
    public abstract void Restart();

    /// <summary>Puts the entries of a dictionary in the order in which they are written.</summary>
    /// <returns>What is wrong with the keys, as a lower-case noun phrase, for <see cref="RefuseKeys"/>; null if nothing is.</returns>
    public abstract string? SortEntries<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries);

    /// <summary>Finds members of a set that are one to the receiver.</summary>
    /// <returns>What is wrong with them, as a lower-case noun phrase, for <see cref="RefuseKeys"/>; null if nothing is.</returns>
    public abstract string? FindDuplicate<T>(IEnumerable<T> members);

    /// <summary>Refuses keys or members.</summary>
    /// <param name="found">What <see cref="SortEntries"/> or <see cref="FindDuplicate"/> said.</param>
    /// <returns>What the slicer returns.</returns>
    public abstract SliceStep RefuseKeys(string found);
}
