using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The closed list of types that are allowed where a base class or an interface is declared (PROTOCOL.md [I-5]). Values state
/// their type by name.
/// </summary>
internal sealed class DerivedTypes(IReadOnlyList<SliceableType> types)
{
    private readonly Dictionary<Type, Slicer> _slicers =
        types.Where(type => type.CreateDescribingSlicer() is not null).ToDictionary(type => type.Type, type => type.CreateDescribingSlicer()!);

    private readonly Dictionary<OpenType, Unslicer> _unslicers =
        types.Where(type => type.CreateDescribingSlicer()?.OpenType is not null).ToDictionary(type => type.CreateDescribingSlicer()!.OpenType!.Value, type => type.CreateDescribedUnslicer()!);

    /// <summary>The types.</summary>
    public IReadOnlyList<SliceableType> All { get; } = types;

    /// <summary>Writes a value of a derived type; false if the type is not in the list.</summary>
    public bool TryWrite(ref TokenWriter writer, SlicerStack stack, object value, out SliceStep step)
    {
        if (_slicers.TryGetValue(value.GetType(), out Slicer? slicer))
        {
            step = slicer.WriteObject(ref writer, stack, value);
            return true;
        }

        step = default;
        return false;
    }

    /// <summary>Whether exactly this type is in the list.</summary>
    public bool Lists(Type type) => _slicers.ContainsKey(type);

    /// <summary>Whether an object that was read elsewhere has a type of the list.</summary>
    public bool Takes(Unslicer reader, Type type) => _slicers.ContainsKey(type) || _slicers.ContainsKey(reader.Type);

    public Unslicer? Find(OpenType openType) => _unslicers.GetValueOrDefault(openType);
}
