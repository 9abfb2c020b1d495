using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Collections of all kinds: OPEN, the open type, the elements, CLOSE (PROTOCOL.md [T-18], [T-24]).</summary>
/// <typeparam name="TElement">The type of the elements.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
internal sealed class ElementsSlicer<TElement, T> : Slicer<T>
{
    private readonly ElementsKind<TElement, T> _kind;
    private readonly Slicer<TElement> _element;
    private readonly ComparedForms<T> _forms = new();

    public ElementsSlicer(ElementsKind<TElement, T> kind, Slicer<TElement> element)
        : base(new VocabularyWord(kind.OpenType))
    {
        _kind = kind;
        _element = element;
        Kind = kind.Kind;
    }

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value)
    {
        if (value is not null && _kind.IsNone?.Invoke(value) == true)
        {
            return stack.WriteNull(ref writer);
        }

        return value is not null && _kind.Comparer?.Of(value) is { } comparer
            ? _forms.Write(ref writer, stack, this, value, comparer, _kind.View(value))
            : base.Write(ref writer, stack, value);
    }

    // State counts the elements begun; the cursor is the enumerator.
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        if (frame.State == 0 && _kind.IsSet && stack.Rules is { } rules && rules.FindDuplicate(_kind.View((T)frame.Target)) is { } twin)
        {
            return rules.RefuseKeys(twin);
        }

        if (frame.Cursor is null && _kind.Comparer is { } order && FindFault(stack, (T)frame.Target, order) is { } fault)
        {
            return stack.FailLimit(fault.Code, fault.Found, fault.Expected);
        }

        IEnumerator<TElement> elements = (IEnumerator<TElement>)(frame.Cursor ??= _kind.View((T)frame.Target).GetEnumerator());
        while (true)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            if (!elements.MoveNext())
            {
                return SliceStep.Done;
            }

            frame.State++;
            if (frame.State > stack.MaxItems)
            {
                return stack.FailItems(frame.State);
            }

            SliceStep step = _element.Write(ref writer, stack, elements.Current);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }
    }

    private KeyFault? FindFault(SlicerStack stack, T value, ComparerOf<T> order) =>
        OutgoingKeys<TElement>.Find(stack, _kind.View(value), order.Of(value));

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}

/// <summary>
/// The unslicer for <see cref="ElementsSlicer{TElement, T}"/>. Collections that hash or sort their members add them when no
/// reachable object is still being read (PROTOCOL.md ).
/// </summary>
/// <typeparam name="TElement">The type of the elements.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
internal class ElementsUnslicer<TElement, T>(ElementsKind<TElement, T> kind, Unslicer<TElement> element, object? comparer = null)
    : DeferredUnslicer<T>(kind.Bytes)
{
    private static readonly int s_bytesPerPart = PartBytes.Of<TElement>() + Unsafe.SizeOf<TElement>(); // collected, then in a row of their own

    private readonly int _bytesPerElement = s_bytesPerPart + kind.BytesPerElement;

    private readonly KeyGate<TElement>? _gate = kind.Comparer is { Hashes: true } ? new(element, comparer) : null;
    private readonly KeyMeter<TElement>? _meter = kind.Comparer is { Hashes: false } ? KeyMeter<TElement>.For(element, comparer, isSorted: true) : null;

    private readonly ComparedForms<T> _forms = new();

    public override string Expected => $"'{kind.OpenType}'";

    public override OpenType? OpenType => new OpenType(kind.OpenType, null);

    internal override SequenceKind Kind => kind.Kind;

    public override bool AcceptsNull => kind.IsNone is not null || base.AcceptsNull;

    private protected override bool IsFilled => kind.Create is not null;

    private protected override bool NeedsHashes => kind.IsSet;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        base.ForOpenType(openType, stack) ?? _forms.Find(
            openType,
            comparer,
            stack,
            other => kind.Comparer?.Fits(other) == true ? new ElementsUnslicer<TElement, T>(kind, element, other) { Taster = Taster } : null);

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        List<object?> items = Parts(ref frame).Items;
        while (!stack.TryClose(ref reader, ref frame))
        {
            if (!stack.TryAdmitElement(ref reader, ref frame, "element", items.Count, _bytesPerElement, out UnsliceStep step))
            {
                return step;
            }

            step = element.ReadObject(ref reader, stack, out object? item);
            if (!TryTakeChild(ref frame, step, item, stack))
            {
                return step;
            }
        }

        return Complete(ref reader, ref frame, stack);
    }

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (!frame.IsClosed) // otherwise, the collection itself cannot be built
        {
            path.Element(PartsSoFar(frame).Count);
        }
    }

    private protected override long BytesOfParts(int count) => (long)count * s_bytesPerPart;

    private protected override bool HasHashes(IReadOnlyList<object?> parts, UnslicerStack stack) =>
        !kind.IsSet || parts.All(part => SettledKey<TElement>.CanHash((TElement?)part, stack));

    private protected override KeyFault? RefuseKeys(IReadOnlyList<object?> parts, UnslicerStack stack) => kind.Comparer switch
    {
        null => null,
        { Hashes: true } => _gate!.RefuseAny([.. parts.Select(part => (TElement)part!)], kind.Table, null, stack),
        _ => KeyGate<TElement>.RefuseAnySorted([.. parts.Select(part => (TElement)part!)], _meter, stack),
    };

    private protected override KeyFault? Explain(Exception thrown, IReadOnlyList<object?> parts) =>
        comparer is null && kind.Comparer is { Hashes: false } ? CommonOrder<TElement>.Explain(thrown, parts.Select(part => (TElement)part!)) : null;

    private protected override T Create() => kind.Create!(comparer);

    private protected override bool TryFill(T target, IReadOnlyList<object?> parts, [NotNullWhen(false)] out KeyFault? fault)
    {
        fault = null;
        for (int i = 0; i < parts.Count && fault is null; i++)
        {
            fault = kind.TryAdd!(target, (TElement)parts[i]!) ? null : KeyFault.Duplicate($"member number {i + 1L} again", "member");
        }

        return fault is null;
    }

    private protected override bool TryBuild(IReadOnlyList<object?> parts, out T? built, [NotNullWhen(false)] out KeyFault? fault)
    {
        built = Build(parts);
        fault = kind.Count is { } count && count(built) != parts.Count
            ? KeyFault.Duplicate($"a member twice: {parts.Count} came, and {count(built)} of them differ", "member")
            : null;
        return fault is null;
    }

    protected override T Build(IReadOnlyList<object?> parts)
    {
        List<TElement> elements = new(parts.Count);
        foreach (object? part in parts)
        {
            elements.Add((TElement)part!);
        }

        return kind.Build!(comparer, elements);
    }
}
