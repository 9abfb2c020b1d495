using System.Collections.Frozen;
using Banana.Diagnostics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Testing;

// What holds for every type in the Foolscap dialect, where it is declared.
public abstract partial class Sample
{
    /// <summary>All that Foolscap understands below the top of a stream.</summary>
    private static readonly HashSet<string> s_foolscapOpenTypes =
        ["none", "boolean", "unicode", "decimal", "list", "tuple", "dict", "set", "immutable-set", "copyable", "reference"];

    /// <summary>Comes back as it was, by what Foolscap understands; or it is refused because the dialect cannot say it.</summary>
    /// <returns>Whether it came back.</returns>
    public abstract bool RoundTripInFoolscap();

    /// <summary>The value in a list, because Foolscap's root takes no bare instances; null if the dialect cannot say it.</summary>
    public abstract byte[]? ToFoolscap();

    /// <summary>What Foolscap made of <see cref="ToFoolscap"/> is the value again.</summary>
    public abstract void AssertSameFromFoolscap(byte[] bytes);

    /// <summary>The value as a member of a set and of a frozen set; null if the dialect cannot say it.</summary>
    public abstract byte[]? ToFoolscapKeys();

    /// <summary>What Foolscap made of <see cref="ToFoolscapKeys"/> is the value again.</summary>
    public abstract void AssertSameFromFoolscapKeys(byte[] bytes);

    private protected static void AssertFoolscapUnderstands(byte[] bytes)
    {
        TokenReader reader = new(bytes);
        bool isIndex = false;
        while (reader.TryPeek(out TokenHeader header) == ReadStatus.Done)
        {
            if (isIndex && reader.TryReadBytes(out ReadOnlySpan<byte> name) == ReadStatus.Done)
            {
                Assert.Contains(System.Text.Encoding.UTF8.GetString(name), s_foolscapOpenTypes, TokenText.ToText(bytes, FoolscapVocabularies.Table0));
                isIndex = false;
                continue;
            }

            isIndex = header.Type == TokenType.Open;
            reader.Accept(header);
            Assert.AreEqual(ReadStatus.Done, reader.SkipBody());
        }
    }
}

public sealed partial class Sample<T>
{
    public override bool RoundTripInFoolscap()
    {
        byte[] bytes;
        try
        {
            bytes = BananaSerializer.Serialize(Make(), OptionsOf(Side.Writing, FoolscapDialect.Instance));
        }
        catch (ViolationException refused) when (refused.Code is ViolationCode.NotRepresentable or ViolationCode.UnregisteredType or ViolationCode.InvalidText)
        {
            return false;
        }

        AssertFoolscapUnderstands(bytes);
        T? back = BananaSerializer.Deserialize<T>(bytes, OptionsOf(Side.Reading, FoolscapDialect.Instance));
        AssertSame(Sorted(Make()), Sorted(back!));
        return true;
    }

    public override byte[]? ToFoolscap()
    {
        try
        {
            List<T> list = [Make()];
            return BananaSerializer.Serialize(list, OptionsWithCollections(Side.Writing, FoolscapDialect.Instance));
        }
        catch (ViolationException refused) when (refused.Code is ViolationCode.NotRepresentable or ViolationCode.UnregisteredType or ViolationCode.InvalidText)
        {
            return null;
        }
    }

    public override void AssertSameFromFoolscap(byte[] bytes) =>
        AssertSame(Sorted(Make()), Sorted(BananaSerializer.Deserialize<List<T>>(bytes, OptionsWithCollections(Side.Reading, FoolscapDialect.Instance))!.Single()));

    public override byte[]? ToFoolscapKeys()
    {
        HashSet<T> set = [Make()];
        try
        {
            return BananaSerializer.Serialize(Tuple.Create(set, set.ToFrozenSet()), NewKeyOptions());
        }
        catch (ViolationException refused) when (refused.Code is ViolationCode.NotRepresentable or ViolationCode.UnregisteredType or ViolationCode.InvalidText)
        {
            return null;
        }
    }

    public override void AssertSameFromFoolscapKeys(byte[] bytes)
    {
        (HashSet<T> set, FrozenSet<T> frozen) = BananaSerializer.Deserialize<Tuple<HashSet<T>, FrozenSet<T>>>(bytes, NewKeyOptions())!;
        AssertSame(Make(), set.Single());
        AssertSame(Make(), frozen.Single());
    }

    private BananaSerializerOptions NewKeyOptions()
    {
        BananaSerializerOptions options = NewOptions(FoolscapDialect.Instance);
        SliceableType<T> type = options.Types.Get<T>();
        SliceableType<HashSet<T>> set = BuiltInTypes.Set(type) with { Name = "test.set" };
        SliceableType<FrozenSet<T>> frozen = BuiltInTypes.FrozenSet(type) with { Name = "test.frozen" };
        options.Types.Add(BuiltInTypes.Tuple(set, frozen) with { Name = "test.pair" });
        return options;
    }

    /// <summary>Dictionaries and sets have no order of their own: the dialect sorts the former, Python puts the latter into its own.</summary>
    private static object? Sorted(T value) => value switch
    {
        Dictionary<string, int> dictionary => new Dictionary<string, int>(dictionary.OrderBy(entry => entry.Key, StringComparer.Ordinal)),
        HashSet<int> set => new HashSet<int>(set.Order()),
        _ => value,
    };
}
