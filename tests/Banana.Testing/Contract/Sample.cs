using System.Collections.Concurrent;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Testing;

/// <summary>One value of one type, for every test that holds for all types.</summary>
public abstract partial class Sample
{
    private static readonly ConcurrentDictionary<(Action<BananaSerializerOptions>, WireDialect, Side), BananaSerializerOptions> s_shared = [];
    private static readonly ConcurrentDictionary<(Action<BananaSerializerOptions>, WireDialect, Side), BananaSerializerOptions> s_sharedWithCollections = [];

    protected Sample(string family, string name)
    {
        Family = family;
        Name = name;
    }

    /// <summary>Which of the families of values it belongs to.</summary>
    public string Family { get; }

    public string Name { get; }

    /// <summary>Whether it can be a key: hashed, and equal to what comes back.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether it may stand where nothing is declared.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>Registers what the value needs.</summary>
    public Action<BananaSerializerOptions>? Register { get; init; }

    /// <summary>All samples whose <see cref="Register"/> is the same, once they are made; null for those that have one of their own.</summary>
    public Func<IEnumerable<Sample>>? Siblings { get; init; }

    public abstract Type Type { get; }

    /// <summary>New options that can send the value.</summary>
    public BananaSerializerOptions NewOptions(WireDialect? dialect = null) => Registered(new BananaSerializerOptions(dialect));

    /// <summary>
    /// Options that can send the value, for who registers nothing more. Samples that register the same classes share them, because slicers for
    /// classes cost far more than what is done with them; all others get new ones.
    /// </summary>
    public BananaSerializerOptions OptionsOf(Side side, WireDialect? dialect = null) =>
        Register is null ? NewOptions(dialect) : s_shared.GetOrAdd((Register, dialect ?? WireDialect.Net, side), (_, sample) => sample.NewOptions(dialect), this);

    /// <summary>Options that can send the value, lists and dictionaries of it, and sets if it is a key. Siblings share them, too.</summary>
    public BananaSerializerOptions OptionsWithCollections(Side side, WireDialect? dialect = null) => Register is null || Siblings is null
        ? WithCollections(NewOptions(dialect), [this])
        : s_sharedWithCollections.GetOrAdd((Register, dialect ?? WireDialect.Net, side), (_, sample) => WithCollections(sample.NewOptions(dialect), sample.Siblings!()), this);

    /// <summary>The value as a document.</summary>
    public abstract byte[] ToBytes();

    /// <summary>Calls the visitor with the sample's type.</summary>
    public abstract TResult Accept<TResult>(ISampleVisitor<TResult> visitor);

    /// <summary>Registers the collections of the value that are not known yet.</summary>
    private protected abstract void AddCollections(SliceableTypeRegistry types);

    private static BananaSerializerOptions WithCollections(BananaSerializerOptions options, IEnumerable<Sample> samples)
    {
        foreach (Sample sample in samples)
        {
            sample.AddCollections(options.Types);
        }

        return options;
    }

    private protected BananaSerializerOptions Registered(BananaSerializerOptions options)
    {
        Register?.Invoke(options);
        return options;
    }

    public override string ToString() => $"{Family}: {Name}";

    public static Sample<T> Of<T>(string family, string name, Func<T> make, SliceableType<T>? type = null) => new(family, name, make)
    {
        Register = type is null ? null : options => options.Types.Add(type),
    };
}

/// <inheritdoc/>
public sealed partial class Sample<T>(string family, string name, Func<T> make) : Sample(family, name)
{
    public override Type Type => typeof(T);

    /// <summary>Makes the value; each time a new one.</summary>
    public T Make() => make();

    public override byte[] ToBytes() => BananaSerializer.Serialize(Make(), OptionsOf(Side.Writing));

    public override TResult Accept<TResult>(ISampleVisitor<TResult> visitor) => visitor.Visit(this);

    private protected override void AddCollections(SliceableTypeRegistry types)
    {
        SliceableType<T> type = types.Get<T>();
        if (!types.TryGet<List<T>>(out _))
        {
            types.Add(BuiltInTypes.List(type) with { Name = $"test.list of {typeof(T)}" });
        }

        if (!types.TryGet<Dictionary<short, T>>(out _))
        {
            types.Add(BuiltInTypes.Dictionary(BuiltInTypes.Int16, type) with { Name = $"test.dict of {typeof(T)}" });
        }

        if (IsKey && !types.TryGet<HashSet<T>>(out _))
        {
            types.Add(BuiltInTypes.Set(type) with { Name = $"test.set of {typeof(T)}" });
        }
    }
}

/// <summary>Who has the options: each side has its own, as it would in another process.</summary>
public enum Side
{
    Writing,
    Reading,
}

/// <summary>What is done with samples of any type.</summary>
public interface ISampleVisitor<out TResult>
{
    TResult Visit<T>(Sample<T> sample);
}
