using Banana.Wire;

namespace Banana.Testing;

// Some facts are of some values only: of which, and what holds for all others instead.
public abstract partial class Sample
{
    /// <summary>Whether it is sent in the same order each time.</summary>
    public abstract bool HasOrder { get; }

    /// <summary>Whether two places can hold the one object.</summary>
    public abstract bool HasIdentity { get; }

    /// <summary>Whether it is more than one token.</summary>
    public bool IsSequence => ToBytes()[0] == (byte)TokenType.Open;

    /// <summary>Whether any token may stand where it is declared.</summary>
    public abstract bool TakesAnyToken { get; }

    /// <summary>Whether the dialect can say it where it is declared.</summary>
    public abstract bool CanBeSentIn(WireDialect dialect);

    /// <summary>Whether the dialect can say it where nothing is declared.</summary>
    public abstract bool CanBeSentAsObjectIn(WireDialect dialect);

    /// <summary>What has no identity is sent whole each time.</summary>
    public abstract void CopiedTwice();

    /// <summary>There is nothing to abort in a single token.</summary>
    public abstract void IsOneToken();

    /// <summary>No token is foreign to what takes any: it waits for the body.</summary>
    public abstract void AnyToken();

    private protected static bool CanSend(Func<byte[]> send)
    {
        try
        {
            send();
            return true;
        }
        catch (ViolationException refused) when (refused.Code is ViolationCode.NotRepresentable or ViolationCode.UnregisteredType or ViolationCode.InvalidText)
        {
            return false;
        }
    }
}

public sealed partial class Sample<T>
{
    public override bool HasOrder => typeof(T) != typeof(System.Collections.Hashtable);

    public override bool HasIdentity => !typeof(T).IsValueType && typeof(T) != typeof(string) && Make() is not (null or ValueType);

    public override bool TakesAnyToken =>
        OptionsOf(Side.Reading).Types.Get<T>().Unslicer.Tokens == (TokenTypes.Integers | TokenTypes.Float | TokenTypes.Strings);

    public override bool CanBeSentIn(WireDialect dialect) => CanSend(() => BananaSerializer.Serialize(Make(), OptionsOf(Side.Writing, dialect)));

    public override bool CanBeSentAsObjectIn(WireDialect dialect) =>
        IsOpen && CanSend(() => BananaSerializer.Serialize<object?>(Make(), OptionsOf(Side.Writing, dialect)));

    public override void CopiedTwice()
    {
        BananaSerializerOptions options = OptionsWithCollections(Side.Reading);
        T value = Make();
        List<T> back = BananaSerializer.Deserialize<List<T>>(BananaSerializer.Serialize<List<T>>([value, value], options), options)!;
        Assert.HasCount(2, back);
        AssertSame(value, back[0]);
        AssertSame(value, back[1]);
    }

    public override void IsOneToken()
    {
        byte[] bytes = ToBytes();
        TokenReader reader = new(bytes);
        Assert.AreEqual(ReadStatus.Done, reader.TryPeek(out TokenHeader header));
        reader.Accept(header);
        Assert.AreEqual(ReadStatus.Done, reader.SkipBody());
        Assert.AreEqual(bytes.Length, reader.Offset);
    }

    public override void AnyToken()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        foreach (string token in (string[])["84", "7f82"])
        {
            Assert.IsEmpty(Receiver.ReadAll(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer, Hex.Parse(token)), token);
        }
    }
}
