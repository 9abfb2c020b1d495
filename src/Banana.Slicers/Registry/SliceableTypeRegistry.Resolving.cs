using Banana.Slicing;
using Banana.Wire;

namespace Banana;

// A type that nobody registered is looked up when it is first declared somewhere. Types refer to each other in circles, so that their
// halves are made first and linked afterwards; other threads see them when that is done.
public sealed partial class SliceableTypeRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, SliceableType> _unlinked = [];
    private readonly Queue<SliceableType> _toLink = [];
    private readonly List<SliceableType> _toLinkAtFreeze = [];
    private readonly List<Type> _toResolveAtFreeze = [];
    private int _resolving;
    private int _version;

    Slicer? ISlicerSource.Find(Type type)
    {
        if (type == typeof(object))
        {
            return null; // what is known by it writes what has a class of its own
        }

        if (!_slicers.TryGetValue(type, out Slicer? slicer) && IsOpen(type) && Resolve(type) is not null)
        {
            _slicers.TryGetValue(type, out slicer);
        }

        return slicer ?? FindOfBase(type);
    }

    private bool IsOpen(Type type) => _ownTypes is null ? _source.IsOpen(type) : _ownTypes.IsOpen(type);

    string? ISlicerSource.SuggestAlternative(Type type) => UnsupportedTypes.Refusal(type) is { } refusal ? $"something that can be sent: {refusal.TrimEnd('.')}" : null;

    /// <summary>Some framework types have internal derived types, which the slicer of the base type accepts.</summary>
    private Slicer? FindOfBase(Type type)
    {
        for (Type? level = type.BaseType; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            if (((ISlicerSource)this).Find(level) is { TakesDerived: true } slicer)
            {
                _slicers.TryAdd(type, slicer);
                return slicer;
            }
        }

        return null;
    }

    Unslicer? IUnslicerSource.Find(OpenType openType)
    {
        if (!_unslicers.TryGetValue(openType, out Unslicer? unslicer)
            && _source.FindType(openType) is { } type
            && IsOpen(type)
            && Resolve(type) is not null)
        {
            _unslicers.TryGetValue(openType, out unslicer);
        }

        return unslicer ?? _source.FindOther(openType, this);
    }

    /// <summary>Returns the unslicer of a type; null if the type is not known yet.</summary>
    internal Unslicer? FindUnslicer(Type type) => _types.TryGetValue(type, out SliceableType? known) ? known.UntypedUnslicer : null;

    /// <summary>Returns a type; null if it is not known yet.</summary>
    internal SliceableType? FindKnown(Type type) => _types.GetValueOrDefault(type);

    /// <summary>Changes whenever a type becomes known.</summary>
    internal int Version => Volatile.Read(ref _version);

    /// <summary>The type of a name, if it is known here already; null if it is not.</summary>
    internal SliceableType? FindNamed(string name) =>
        _named.TryGetValue(name, out SliceableType? known) ? known
        : _source.FindNamed(name) is { } builtIn && Resolve(builtIn) is { } made && made.TypeName == name ? made
        : null;

    internal SliceableType? Resolve(Type type)
    {
        if (_types.TryGetValue(type, out SliceableType? known))
        {
            return known;
        }

        lock (_gate)
        {
            return _types.TryGetValue(type, out known) || _unlinked.TryGetValue(type, out known) ? known : Make(type);
        }
    }

    private SliceableType? Make(Type type)
    {
        if (FindMaker(type) is not { } make)
        {
            return null;
        }

        _resolving++;
        try
        {
            SliceableType made = make(this);
            if (_unlinked.TryGetValue(type, out SliceableType? known) || _types.TryGetValue(type, out known))
            {
                return known; // a type inside it has led back to it
            }

            _unlinked.Add(type, made);
            _toLink.Enqueue(made);
            if (_resolving == 1)
            {
                PublishAll();
            }

            return made;
        }
        finally
        {
            if (--_resolving == 0)
            {
                _unlinked.Clear(); // published, or something has been thrown
                _toLink.Clear();
            }
        }
    }

    private Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type) =>
        _source.FindMaker(type)
        ?? (_reflected.TryGetValue(type, out string? name) ? _reflect!(type, name) : null)
        ?? GeneratedTypes.Find(type)
        ?? _reflect?.Invoke(type, null);

    private void PublishAll()
    {
        while (_toLink.TryDequeue(out SliceableType? made))
        {
            Link(made);
        }

        foreach (SliceableType made in _unlinked.Values)
        {
            if (!TryPublish(made, isAdded: false))
            {
                throw NameTaken(made, FindOwner(made) ?? _types.Values.FirstOrDefault(known => known.Name == made.Name)?.Type);
            }
        }
    }

    private static InvalidOperationException NameTaken(SliceableType type, Type? owner) => new(
        $"The wire name '{type.Name}' of {type.Type} is already used by {owner?.ToString() ?? "another type"}. Give each type its own name; "
        + "two versions of one class need separate options.");

    /// <summary>The built-in type whose name another one has; null if it has a name of its own.</summary>
    private Type? FindOwner(SliceableType type) =>
        _dialect.HasTypeNames && _source.FindNamed(type.TypeName) is { } owner && owner != type.Type ? owner : null;

    /// <summary>Links hand-written slicers and unslicers to their types, when all types have been registered.</summary>
    private void LinkAdded()
    {
        foreach (SliceableType added in _toLinkAtFreeze)
        {
            Link(added);
        }

        foreach (Type type in _toResolveAtFreeze)
        {
            Resolve(type);
        }
    }

    private void Link(SliceableType type)
    {
        (type.UntypedSlicer as ILinkable)?.Link(this);
        (type.UntypedUnslicer as ILinkable)?.Link(this);
    }

    /// <summary>Makes a type visible; false if the type or its wire name already exists.</summary>
    private bool TryPublish(SliceableType type, bool isAdded)
    {
        // Where only a few types have names, another one's bare tokens would come back as one of those.
        bool describes = _dialect.HasTypeNames || isAdded || IsOpen(type.Type) || type.IsInstance;
        Slicer? slicer = describes ? type.CreateDescribingSlicer() : null;
        Unslicer? unslicer = describes ? type.CreateDescribedUnslicer() : null;
        OpenType? openType = slicer?.OpenType;
        if (_types.ContainsKey(type.Type) || FindOwner(type) is not null || (openType is not null && _unslicers.ContainsKey(openType.Value)))
        {
            return false;
        }

        if (openType is not null)
        {
            _unslicers[openType.Value] = unslicer!;
        }

        if (slicer is not null)
        {
            _slicers[type.Type] = slicer;
        }

        _types[type.Type] = type;
        _named.TryAdd(type.TypeName, type);
        Interlocked.Increment(ref _version);
        return true;
    }
}
