using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;
using Banana.Wire;

namespace Banana;

/// <summary>
/// The closed list of types that can be sent and built: built-in types, types registered here, and types reachable from a
/// declared type. It is filled before first use, then frozen, and thread-safe once frozen. Any other type is refused by its wire
/// name alone.
/// </summary>
public sealed partial class SliceableTypeRegistry : ISlicerSource, IUnslicerSource
{
    private readonly ConcurrentDictionary<Type, SliceableType> _types = new();
    private readonly ConcurrentDictionary<Type, Slicer> _slicers = new();
    private readonly ConcurrentDictionary<OpenType, Unslicer> _unslicers = new();
    private readonly ConcurrentDictionary<string, SliceableType> _named = new(StringComparer.Ordinal);
    private readonly WireDialect _dialect;
    private readonly IDialectTypes? _ownTypes; // of the dialect
    private readonly ITypeCatalog _source;
    private bool _isFrozen;
    private Found? _found;

    /// <summary>The last result, because programs request the same type repeatedly.</summary>
    private sealed record Found(Type Type, SliceableType Halves);

    internal SliceableTypeRegistry(WireDialect dialect, ITypeCatalog source)
    {
        _dialect = dialect;
        _source = source;
        _ownTypes = dialect as IDialectTypes;
        _ownTypes?.AddTo(this);
    }

    /// <summary>The exceptions that come back as their own type.</summary>
    public ExceptionRegistry Exceptions { get; } = new();

    /// <summary>The comparers, besides the default ones, that collections can be sent with.</summary>
    public ComparerRegistry Comparers { get; } = new();

    /// <summary>
    /// Registers a type for positions that declare it and, if its values describe themselves on the wire, for positions that
    /// declare nothing.
    /// </summary>
    /// <returns>This registry.</returns>
    /// <exception cref="InvalidOperationException">The options have been used, and are frozen.</exception>
    /// <exception cref="ArgumentException">The type or its wire name is already registered.</exception>
    public SliceableTypeRegistry Add<T>(SliceableType<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        RequireThawed();
        lock (_gate)
        {
            RequireSameName(type);
            if (!TryPublish(type, isAdded: true))
            {
                throw new ArgumentException(
                    $"{typeof(T)} or its wire name '{type.Name}' is already registered. A type or a name can be registered only once.",
                    nameof(type));
            }

            AreTokensBuiltIn &= !_source.IsToken(typeof(T));
            _toLinkAtFreeze.Add(type); // what it refers to may be registered after it
        }

        return this;
    }

    /// <summary>Registers a type by its slicer and unslicer; see <see cref="Add{T}(SliceableType{T})"/>.</summary>
    public SliceableTypeRegistry Add<T>(Slicer<T> slicer, Unslicer<T> unslicer) => Add(new SliceableType<T>(slicer, unslicer));

    /// <summary>
    /// Registers a built-in or generated type, and all types reachable from it, so that their values may also appear where
    /// nothing is declared.
    /// </summary>
    /// <returns>This registry.</returns>
    /// <exception cref="InvalidOperationException">The options have been used, and are frozen.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither built in nor generated.</exception>
    /// <example>
    /// <code>
    /// options.Types.Add&lt;Item&gt;().Add&lt;Cash&gt;();
    /// </code>
    /// </example>
    public SliceableTypeRegistry Add<T>()
    {
        RequireThawed();
        if (!_types.ContainsKey(typeof(T)) && FindMaker(typeof(T)) is null)
        {
            throw new NotSupportedException(UnsupportedTypes.ForUnknown(typeof(T)));
        }

        _toResolveAtFreeze.Add(typeof(T));
        return this;
    }

    /// <summary>Whether all types that generated code writes as tokens have their built-in slicers and unslicers.</summary>
    internal bool AreTokensBuiltIn { get; private set; } = true;

    /// <summary>Returns the slicer and unslicer of <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered, built in or generated.</exception>
    public SliceableType<T> Get<T>() => TryGet(out SliceableType<T>? type)
        ? type
        : throw new NotSupportedException(UnsupportedTypes.ForUnknown(typeof(T)));

    /// <summary>
    /// Finds the slicer and unslicer of <typeparamref name="T"/>; false if the type is not registered, built in or generated.
    /// </summary>
    public bool TryGet<T>([NotNullWhen(true)] out SliceableType<T>? type)
    {
        Found? found = _found;
        if (found is null || found.Type != typeof(T))
        {
            found = Resolve(typeof(T)) is { } halves ? new Found(typeof(T), halves) : null;
            if (_types.ContainsKey(typeof(T))) // else it is not linked yet, and this thread is about to
            {
                _found = found; // one write of one reference: safe whichever thread wins
            }
        }

        type = (SliceableType<T>?)found?.Halves;
        return type is not null;
    }

    internal void Freeze()
    {
        lock (_gate)
        {
            if (!_isFrozen)
            {
                LinkAdded();
                _isFrozen = true;
            }
        }
    }

    private void RequireThawed()
    {
        if (_isFrozen)
        {
            throw new InvalidOperationException("These options are frozen because they have been used. Register all types before first use.");
        }
    }
}
