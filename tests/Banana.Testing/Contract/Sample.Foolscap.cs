using Banana.Diagnostics;
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

    private protected static void AssertFoolscapUnderstands(byte[] bytes)
    {
        TokenReader reader = new(bytes);
        bool isIndex = false;
        while (reader.TryPeek(out TokenHeader header) == ReadStatus.Done)
        {
            if (isIndex && reader.TryReadBytes(out ReadOnlySpan<byte> name) == ReadStatus.Done)
            {
                Assert.Contains(System.Text.Encoding.UTF8.GetString(name), s_foolscapOpenTypes, TokenText.ToText(bytes, WellKnownVocabularies.Foolscap0));
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
            bytes = BananaSerializer.Serialize(Make(), NewOptions(WireDialect.Foolscap));
        }
        catch (ViolationException refused) when (refused.Code is ViolationCode.NotRepresentable or ViolationCode.UnregisteredType or ViolationCode.InvalidText)
        {
            return false;
        }

        AssertFoolscapUnderstands(bytes);
        T? back = BananaSerializer.Deserialize<T>(bytes, NewOptions(WireDialect.Foolscap));
        AssertSame(Sorted(Make()), back);
        return true;
    }

    /// <summary>A dictionary has no order of its own, and is sent sorted.</summary>
    private static object? Sorted(T value)
    {
        if (value is not Dictionary<string, int> dictionary)
        {
            return value;
        }

        return new Dictionary<string, int>(dictionary.OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }
}
