using Banana.Slicing;
using Banana.Wire;

namespace Banana.Fuzz.Corpus;

/// <summary>A sample as itself, inside of everything that can hold it, and where nothing is declared.</summary>
internal sealed class SampleTargets(WireDialect dialect, bool misbehaves, BananaPolicy policy) : ISampleVisitor<IReadOnlyList<Target>>
{
    public IReadOnlyList<Target> Visit<T>(Sample<T> sample)
    {
        List<Target> targets =
        [
            New(sample, "itself", null, sample.Make),
            New(sample, "list", types => Add(types, BuiltInTypes.List(types.Get<T>()), "list"), () => new List<T> { sample.Make(), sample.Make() }),
            New(sample, "array", types => Add(types, BuiltInTypes.Array(types.Get<T>()), "array"), () => new[] { sample.Make(), sample.Make() }),
            New(
                sample,
                "dictionary value",
                types => Add(types, BuiltInTypes.Dictionary(BuiltInTypes.Int16, types.Get<T>()), "dict"),
                () => new Dictionary<short, T> { [1] = sample.Make(), [2] = sample.Make() }),
            New(
                sample,
                "tuple",
                types => Add(types, BuiltInTypes.Tuple(types.Get<T>(), BuiltInTypes.Object), "tuple"),
                () => Tuple.Create(sample.Make(), (object)new List<object?> { "x" })),
            New(sample, "member", types => types.AddReflected<Holder<T>>("fuzz.holder"), () => NewHolder(sample)),
            New(sample, "constructor", types => types.AddReflected<Built<T>>("fuzz.built"), () => new Built<T>(sample.Make(), new List<object?>())),
        ];
        if (sample.IsKey)
        {
            targets.Add(New(sample, "set", types => Add(types, BuiltInTypes.Set(types.Get<T>()), "set"), () => new HashSet<T> { sample.Make() }));
        }

        if (sample.IsOpen)
        {
            targets.Add(New<object?, T>(sample, "where nothing is declared", null, () => new List<object?> { sample.Make(), 5, sample.Make() }));
        }

        return targets;
    }

    private Target<TRoot> New<TRoot, T>(Sample<T> sample, string wrap, Action<SliceableTypeRegistry>? register, Func<TRoot> make)
    {
        return new Target<TRoot>($"{sample} / {wrap}", dialect, () => NewOptions(false, null), Documents) { Misbehaves = misbehaves };

        BananaSerializerOptions NewOptions(bool agrees, OpenNumbering? numbering)
        {
            BananaSerializerOptions options = new(dialect)
            {
                Policy = policy,
                AgreesOnShapes = agrees,
                AbbreviatesText = agrees && dialect == WireDialect.Net,
                Numbering = numbering ?? (dialect == FoolscapDialect.Instance ? OpenNumbering.Full : OpenNumbering.None),
            };
            sample.Register?.Invoke(options);
            register?.Invoke(options.Types);
            return options;
        }

        IEnumerable<byte[]> Documents() => new[] { NewOptions(false, null), NewOptions(true, null), NewOptions(false, OpenNumbering.Full) }
            .Select(options => TryWrite(make, options)).OfType<byte[]>();
    }

    /// <summary>A document; null if the dialect cannot say it.</summary>
    private static byte[]? TryWrite<TRoot>(Func<TRoot> make, BananaSerializerOptions options)
    {
        try
        {
            return BananaSerializer.Serialize(make(), options);
        }
        catch (ViolationException refused) when (refused.Code is ViolationCode.NotRepresentable or ViolationCode.UnregisteredType or ViolationCode.InvalidText)
        {
            return null;
        }
    }

    private static void Add<T>(SliceableTypeRegistry types, SliceableType<T> type, string name)
    {
        if (!types.TryGet<T>(out _))
        {
            types.Add(type with { Name = $"fuzz.{name}" });
        }
    }

    private static Holder<T> NewHolder<T>(Sample<T> sample)
    {
        Holder<T> holder = new() { Value = sample.Make(), Many = [sample.Make()] };
        holder.Next = new Holder<T> { Any = new List<object?> { "any" }, Next = holder };
        return holder;
    }
}
