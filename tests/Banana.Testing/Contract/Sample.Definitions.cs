namespace Banana.Testing;

// Definitions may stand wherever a value may start, and change nothing of what is around them (PROTOCOL.md [V-5], [I-2]).
public abstract partial class Sample
{
    public abstract void DefinedAnywhere();

    public abstract void WordAnywhere();
}

public sealed partial class Sample<T>
{
    /// <summary>A word is the STRING that it stands for, wherever it stands (PROTOCOL.md [V-1]).</summary>
    public override void WordAnywhere()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        T value = Make();
        foreach (byte[] bytes in Definitions.WithWords(BananaSerializer.Serialize(value, options)))
        {
            List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer, bytes);
            Assert.AreEqual("object", string.Join(", ", events.Select(item => item.Violation?.ToString() ?? item.Kind)), Hex.Format(bytes));
            AssertSame(value, events[0].Value);
        }
    }

    public override void DefinedAnywhere()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        T value = Make();
        foreach ((byte[] bytes, bool isBeforeOpen) in Definitions.PutEverywhere(BananaSerializer.Serialize(value, options), Definitions.OfAWord))
        {
            List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer, bytes);
            if (isBeforeOpen || events is [{ Kind: "object" }])
            {
                Assert.AreEqual("object", string.Join(", ", events.Select(item => item.Violation?.ToString() ?? item.Kind)), Hex.Format(bytes));
                AssertSame(value, events[0].Value);
            }
        }
    }
}
