using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Arrays of several dimensions, or that do not start at index 0: <c>OPEN grid</c>, the number of dimensions, the length and
/// first index of each, then the elements, with the last index running fastest (PROTOCOL.md [T-26]).
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TArray">The array.</typeparam>
internal sealed class MultiDimensionalArraySlicer<T, TArray> : Slicer<TArray>
    where TArray : class
{
    internal static readonly VocabularyWord Word = new("grid");

    private readonly Slicer<T> _element;
    private readonly Type _exactType;

    public MultiDimensionalArraySlicer(Slicer<T> element, Type exactType)
        : base(Word)
    {
        _element = element;
        _exactType = exactType;
        Kind = SequenceKind.List;
    }

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, TArray? value) =>
        value is null || value.GetType() == _exactType
            ? base.Write(ref writer, stack, value)
            : stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"exactly {_exactType}");

    // State counts the elements started, plus one for the dimensions.
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        Array array = (Array)frame.Target;
        if (array.LongLength > stack.MaxItems)
        {
            return stack.FailItems(array.LongLength);
        }

        if (frame.State == 0)
        {
            stack.Charge(array.LongLength * Unsafe.SizeOf<T>());
            frame.State = 1;
            writer.WriteInteger(array.Rank);
            for (int i = 0; i < array.Rank; i++)
            {
                writer.WriteInteger(array.GetLength(i));
                writer.WriteInteger(array.GetLowerBound(i));
            }
        }

        ReadOnlySpan<T> elements = MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
        while (frame.State <= elements.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            int index = frame.State++ - 1;
            SliceStep step = _element.Write(ref writer, stack, elements[index]);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 2);
}

/// <summary>
/// The unslicer for <see cref="MultiDimensionalArraySlicer{T, TArray}"/>. The array is created at the CLOSE from the elements read, whose number
/// must match the dimensions. Elements that wait for another object are filled in later.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TArray">The array.</typeparam>
internal sealed class MultiDimensionalArrayUnslicer<T, TArray> : Unslicer<TArray>
    where TArray : class
{
    private const int BytesPerGrid = 248; // the lists of the data read, and the header of the array

    private static readonly int s_bytesPerElement = 4 * Unsafe.SizeOf<T>(); // collected, old and new, then in a row
    private static readonly IntegerUnslicer<int> s_number = new(openType: null);

    private readonly Unslicer<T> _element;
    private readonly int _rank;
    private readonly Func<int[], int[], TArray> _make;

    public MultiDimensionalArrayUnslicer(Unslicer<T> element, int rank, Func<int[], int[], TArray> make)
    {
        _element = element;
        _rank = rank;
        _make = make;
        BytesPerObject = BytesPerGrid;
    }

    public override string Expected => "'grid'";

    public override ReferenceKind References => ReferenceKind.AtClose;

    public override OpenType? OpenType => new OpenType(MultiDimensionalArraySlicer<T, TArray>.Word.Text!, null);

    internal override SequenceKind Kind => SequenceKind.List;

    public override int? CountItems(object collection) => ((Array)collection).Length;

    public override object Begin(UnslicerStack stack) => new Cells();

    // State counts the numbers read of the dimensions.
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        Cells cells = (Cells)frame.Target!;
        while (frame.State < 1 + (2 * _rank))
        {
            UnsliceStep read = s_number.Read(ref reader, stack, out int number);
            if (read != UnsliceStep.Done)
            {
                return read;
            }

            TakeChild(ref frame, number, stack);
        }

        if (cells.Numbers[0] != _rank)
        {
            return stack.FailFrame(
                ref reader, ViolationCode.NumberOutOfRange, $"an array of {cells.Numbers[0]} dimensions", $"one of {_rank}");
        }

        while (!stack.TryClose(ref reader, ref frame))
        {
            if (!stack.TryAdmitElement(ref reader, ref frame, "element", cells.Items.Count, s_bytesPerElement, out UnsliceStep step))
            {
                return step;
            }

            step = _element.Read(ref reader, stack, out T? item);
            switch (step)
            {
                case UnsliceStep.Done:
                    cells.Items.Add(item!);
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    break;
                default:
                    return step;
            }
        }

        return Build(ref reader, ref frame, cells, stack);
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        Cells cells = (Cells)frame.Target!;
        if (frame.State < 1 + (2 * _rank))
        {
            cells.Numbers.Add((int)child!);
            frame.State++;
        }
        else
        {
            cells.Items.Add((T)child!);
        }
    }

    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        Cells cells = (Cells)frame.Target!;
        cells.Holes.Add((child, cells.Items.Count));
        cells.Items.Add(default!);
    }

    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        Elements((Array)target)[slot] = (T)value!;

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (frame.Target is Cells cells && frame.State > 2 * _rank)
        {
            path.Element(cells.Items.Count);
        }
    }

    private UnsliceStep Build(ref TokenReader reader, ref UnsliceFrame frame, Cells cells, UnslicerStack stack)
    {
        int[] lengths = [.. cells.Numbers.Where((_, i) => i % 2 == 1)];
        int[] first = [.. cells.Numbers.Skip(1).Where((_, i) => i % 2 == 1)];
        if (!AreJustified(lengths, first, cells.Items.Count, stack))
        {
            return stack.FailFrame(
                ref reader,
                ViolationCode.NumberOutOfRange,
                $"{cells.Items.Count} elements for {string.Join(" by ", lengths)} from {string.Join(", ", first)}",
                "as many elements as the dimensions say, and a first index other than 0 if there is one dimension");
        }

        TArray made = _make(lengths, first);
        CollectionsMarshal.AsSpan(cells.Items).CopyTo(Elements((Array)(object)made));
        frame.Target = made;
        foreach ((Pending child, int index) in cells.Holes)
        {
            child.WhenBuilt(this, made, index);
        }

        return UnsliceStep.Done;
    }

    /// <summary>
    /// Whether the number of elements matches the dimensions. The other dimensions of an array without elements must also be
    /// possible, because the framework multiplies them anyway.
    /// </summary>
    private static bool AreJustified(int[] lengths, int[] first, int count, UnslicerStack stack)
    {
        long most = Math.Min(stack.Limits.MaxCollectionItems, Array.MaxLength);
        long product = 1;
        bool isEmpty = false;
        for (int i = 0; i < lengths.Length && product <= most; i++)
        {
            bool isRange = lengths[i] >= 0 && (long)first[i] + lengths[i] - 1 <= int.MaxValue;
            product = isRange ? product * Math.Max(1, lengths[i]) : long.MaxValue;
            isEmpty |= lengths[i] == 0;
        }

        bool isVector = first is [0]; // the framework makes an array of the other type of it
        return !isVector && product <= most && count == (isEmpty ? 0 : product);
    }

    private static Span<T> Elements(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    /// <summary>The data read so far: the dimensions, the elements, and those that wait for another object.</summary>
    private sealed class Cells
    {
        public List<int> Numbers { get; } = [];

        public List<T> Items { get; } = [];

        public List<(Pending Child, int Index)> Holes { get; } = [];
    }
}
