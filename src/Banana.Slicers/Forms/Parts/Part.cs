using Banana.Wire;

namespace Banana.Slicing;

/// <summary>A part of a value that consists of a fixed list of parts; see <see cref="CustomTypes.Part"/>.</summary>
/// <typeparam name="TOwner">The type of the value.</typeparam>
public abstract class Part<TOwner>
{
    private protected Part(string name)
    {
        Name = name;
    }

    /// <summary>The name of the part in messages.</summary>
    public string Name { get; }

    /// <summary>The type of the values.</summary>
    internal abstract SliceableType ValueType { get; }

    internal abstract SliceStep Write(ref TokenWriter writer, SlicerStack stack, TOwner owner);

    internal abstract UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, out object? value);

    internal abstract void Visit(TOwner owner, Action<object?, Unslicer> visit);
}

internal sealed class Part<TOwner, T> : Part<TOwner>
{
    private readonly SliceableType<T> _type;
    private readonly Func<TOwner, T> _get;

    public Part(string name, SliceableType<T> type, Func<TOwner, T> get)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(get);
        _type = type;
        _get = get;
    }

    internal override SliceableType ValueType => _type;

    internal override SliceStep Write(ref TokenWriter writer, SlicerStack stack, TOwner owner) =>
        _type.Slicer.Write(ref writer, stack, _get(owner));

    internal override UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        _type.Unslicer.ReadObject(ref reader, stack, out value);

    internal override void Visit(TOwner owner, Action<object?, Unslicer> visit) => visit(_get(owner), _type.Unslicer);
}
