using System.Diagnostics;
using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The state of a sequence being read, with which reading can pause and resume at any token.</summary>
public struct UnsliceFrame : IFrame
{
    private const int Poisoned = 0x5A5A5A5A; // no count, and nothing that masks or shifts leave as it is

    internal Unslicer Unslicer { get; private set; }

    /// <summary>The unslicer of the position where the sequence stands; null if it is <see cref="Unslicer"/> itself.</summary>
    internal Unslicer? Position { get; set; }

    /// <summary>Whether the sequence is a definition, which delivers nothing.</summary>
    internal bool IsDefinition { get; set; }

    /// <summary>As <see cref="Id"/>: a definition inside of what is discarded.</summary>
    internal const long NoId = long.MaxValue;

    /// <summary>Which OPEN of the stream this was, from 0: the object's reference id.</summary>
    internal long Id { get; set; }

    /// <summary>The number on the OPEN, which its CLOSE must repeat.</summary>
    internal ulong Number { get; set; }

    /// <summary>What may stand where the sequence stands; null if nothing is restricted.</summary>
    internal CompiledTaster? Taster { get; set; }

    /// <summary>What may stand at the next position inside; null if nothing is restricted.</summary>
    internal CompiledTaster? ChildTaster { get; set; }

    /// <summary>How many elements the budget has been charged for.</summary>
    internal int Charged { get; set; }

    /// <summary>The shape of the instance; null if it names its attributes one by one, or if it is none.</summary>
    internal IncomingShape? Shape { get; set; }

    /// <summary>
    /// Whether the values are in the order of the unslicer's own members; see <see cref="UnslicerStack.RecognizeShape"/>.
    /// </summary>
    public bool IsOwnShape { get; internal set; }

    /// <summary>Whether the value that the unslicer did not want has been passed over; see <see cref="UnslicerStack.TrySkipValue"/>.</summary>
    internal bool HasSkipped { get; set; }

    /// <summary>Whether the CLOSE has been consumed.</summary>
    public bool IsClosed { get; internal set; }

    /// <summary>The object under construction, or the collector of its parts; at the end, the finished object.</summary>
    public object? Target { get; set; }

    /// <summary>The position of the unslicer, such as the next member or index. For use by the unslicer; initially 0.</summary>
    public int State { get; set; }

    /// <summary>Further state of the unslicer; initially null.</summary>
    public object? Cursor { get; set; }

    /// <summary>Says who reads the sequence. At one depth it is often who read the last one, and a store that changes nothing is saved.</summary>
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

    /// <summary>So that tests see who reads from a frame that is gone.</summary>
    [Conditional("DEBUG")]
    private void Poison()
    {
        State = Poisoned;
        Charged = Poisoned;
        Id = Poisoned;
        Number = Poisoned;
    }

    /// <summary>So that tests see who wrote to a frame that was gone.</summary>
    [Conditional("DEBUG")]
    private readonly void CheckPoison() => Debug.Assert(
        Target is null && Cursor is null && ((State | Charged) == 0 || (State == Poisoned && Charged == Poisoned)),
        $"{Unslicer?.GetType().Name} wrote to its frame after it was gone. What fails a frame must be the last thing done with it.");
}
