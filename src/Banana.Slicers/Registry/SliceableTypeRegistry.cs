using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;
using Banana.Wire;

namespace Banana;

/// <summary>
/// The closed list of types that can be sent and built. Filled before first use, then frozen; safe to share between threads
/// once frozen. What is not in it is refused by its wire name alone.
/// </summary>
public sealed class SliceableTypeRegistry : ISlicerSource, IUnslicerSource
{
    private readonly Dictionary<Type, object> _declared = [];
    private readonly Dictionary<Type, Slicer> _slicers = [];
    private readonly Dictionary<OpenType, Unslicer> _unslicers = [];
    private bool _isFrozen;
    private Found? _found;

    /// <summary>What was asked for last: programs ask for the same again and again.</summary>
    private sealed record Found(Type Type, object Halves);

    internal SliceableTypeRegistry(WireDialect dialect)
    {
        Add(BuiltInTypes.Object);
        Add(BuiltInTypes.Boolean);
        Add(BuiltInTypes.Int32);
        Add(BuiltInTypes.Int64);
        Add(BuiltInTypes.BigInteger);
        Add(BuiltInTypes.Double);
        Add(BuiltInTypes.String);
        Add(BuiltInTypes.Bytes);
        Add(BuiltInTypes.Tuple);
        Add(BuiltInTypes.List(BuiltInTypes.Object));
        if (dialect == WireDialect.Foolscap)
        {
            Add(BuiltInTypes.ObjectDictionary); // Python's dict: any kind of key, in order; one type of integer
            return;
        }

        Add(BuiltInTypes.Dictionary(BuiltInTypes.Object, BuiltInTypes.Object));
        Add(BuiltInTypes.Array(BuiltInTypes.Object));
        Add(BuiltInTypes.SByte);
        Add(BuiltInTypes.Byte);
        Add(BuiltInTypes.Int16);
        Add(BuiltInTypes.UInt16);
        Add(BuiltInTypes.UInt32);
        Add(BuiltInTypes.UInt64);
        Add(BuiltInTypes.Int128);
        Add(BuiltInTypes.UInt128);
    }

    /// <summary>
    /// Registers a type for positions that declare it, and, if it describes itself on the wire, for positions that do not.
    /// </summary>
    /// <returns>This registry.</returns>
    /// <exception cref="InvalidOperationException">The options have been used; nothing can be registered any more.</exception>
    /// <exception cref="ArgumentException">The type, or its wire name, is registered already.</exception>
    public SliceableTypeRegistry Add<T>(SliceableType<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_isFrozen)
        {
            throw new InvalidOperationException("These options have been used and are frozen. Register all types before first use.");
        }

        OpenType? openType = type.Slicer.OpenType;
        if (_declared.ContainsKey(typeof(T)) || (openType is not null && _unslicers.ContainsKey(openType.Value)))
        {
            throw new ArgumentException(
                $"{typeof(T)} or its wire name '{openType}' is registered already. Each type and each name can be registered once.",
                nameof(type));
        }

        _declared.Add(typeof(T), type);
        if (type.Slicer.DescribesItself)
        {
            _slicers.Add(typeof(T), type.Slicer);
        }

        if (openType is not null)
        {
            _unslicers.Add(openType.Value, type.Unslicer);
        }

        return this;
    }

    /// <summary>Registers a type by its two halves; see <see cref="Add{T}(SliceableType{T})"/>.</summary>
    public SliceableTypeRegistry Add<T>(Slicer<T> slicer, Unslicer<T> unslicer) => Add(new SliceableType<T>(slicer, unslicer));

    /// <summary>The registered halves of <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    public SliceableType<T> Get<T>() => TryGet(out SliceableType<T>? type)
        ? type
        : throw new NotSupportedException(
            $"{typeof(T)} is not registered. Register it before first use: options.Types.Add(slicer, unslicer), or for "
            + "collections options.Types.Add(BuiltInTypes.List(...)).");

    /// <summary>Finds the registered halves of <typeparamref name="T"/>.</summary>
    public bool TryGet<T>([NotNullWhen(true)] out SliceableType<T>? type)
    {
        Found? found = _found;
        if (found is null || found.Type != typeof(T))
        {
            found = _declared.TryGetValue(typeof(T), out object? halves) ? new Found(typeof(T), halves) : null;
            _found = found; // one write of one reference: safe whichever thread wins
        }

        type = (SliceableType<T>?)found?.Halves;
        return type is not null;
    }

    Slicer? ISlicerSource.Find(Type type) => _slicers.GetValueOrDefault(type);

    Unslicer? IUnslicerSource.Find(OpenType openType) => _unslicers.GetValueOrDefault(openType);

    internal void Freeze() => _isFrozen = true;
}
