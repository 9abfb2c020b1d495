using System.Diagnostics;
using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The state of a sequence being read, with which reading can pause and resume at any token.</summary>
public struct UnsliceFrame : IFrame
{
    private const int Poisoned = 0x5A5A5A5A; // unlike any state or count

    internal Unslicer Unslicer { get; private set; }

    /// <summary>The unslicer of the position of the sequence; null if it is <see cref="Unslicer"/> itself.</summary>
    internal Unslicer? Position { get; set; }

    /// <summary>Whether the sequence is a definition rather than a value.</summary>
    internal bool IsDefinition { get; set; }

    /// <summary>The <see cref="Id"/> of definitions inside a discarded object.</summary>
    internal const long NoId = long.MaxValue;

    /// <summary>The number of OPENs in the stream before that of the sequence: the object's reference id.</summary>
    internal long Id { get; set; }

    /// <summary>The number on the OPEN, which its CLOSE must repeat; for <see cref="DiscardUnslicer"/>, the number of open sequences.</summary>
    internal ulong Number { get; set; }

    /// <summary>The tasters in force at the position of the sequence; null if nothing is restricted.</summary>
    internal CompiledTaster? Taster { get; set; }

    /// <summary>The tasters in force at the next position inside; null if nothing is restricted.</summary>
    internal CompiledTaster? ChildTaster { get; set; }

    /// <summary>The number of elements that have been charged.</summary>
    internal int Charged { get; set; }

    /// <summary>The shape of the instance; null if each attribute has its name, or if the object is not an instance.</summary>
    internal IncomingShape? Shape { get; set; }

    /// <summary>
    /// Whether the values are in the order of the unslicer's own members; see <see cref="UnslicerStack.RecognizeShape"/>.
    /// </summary>
    internal bool IsOwnShape { get; set; }

    /// <summary>Whether the value to skip has been skipped; see <see cref="UnslicerStack.TrySkipValue"/>.</summary>
    internal bool HasSkipped { get; set; }

    /// <summary>Whether the CLOSE has been consumed.</summary>
    public bool IsClosed { get; internal set; }

    /// <summary>The object under construction, or the collector of its parts; at the end, the finished object.</summary>
    public object? Target { get; set; }

    /// <summary>The position of the unslicer, such as the next member or index. For use by the unslicer; initially 0.</summary>
    public int State { get; set; }

    /// <summary>Further state of the unslicer; initially null.</summary>
    public object? Cursor { get; set; }

    /// <summary>Sets the unslicer. It is often the same as that of the last sequence at this depth, which saves a store.</summary>
    internal void SetUnslicer(Unslicer unslicer)
    {
        if (!ReferenceEquals(Unslicer, unslicer))
        {
            Unslicer = unslicer;
        }
    }

    readonly void IFrame.DescribePosition(ref GraphPath path) => Unslicer.DescribePosition(in this, ref path);

    void IReusable.Clear()
    {
        CheckPoison();
        Position = null;
        IsDefinition = false;
        Id = 0;
        Number = 0;
        Taster = null;
        ChildTaster = null;
        Charged = 0;
        Shape = null;
        IsOwnShape = false;
        HasSkipped = false;
        IsClosed = false;
        Target = null;
        State = 0;
        Cursor = null;
    }

    void IReusable.Release()
    {
        Target = null;
        Cursor = null;
        Poison();
    }

    /// <summary>Overwrites the state, so that tests detect reads from a popped frame.</summary>
    [Conditional("DEBUG")]
    private void Poison()
    {
        State = Poisoned;
        Charged = Poisoned;
        Id = Poisoned;
        Number = Poisoned;
    }

    /// <summary>Checks the state, so that tests detect writes to a popped frame.</summary>
    [Conditional("DEBUG")]
    private readonly void CheckPoison() => Debug.Assert(
        Target is null && Cursor is null && ((State | Charged) == 0 || (State == Poisoned && Charged == Poisoned)),
        $"{Unslicer?.GetType().Name} wrote to its frame after it had been popped. A frame must not be used after a call that fails it.");
}
