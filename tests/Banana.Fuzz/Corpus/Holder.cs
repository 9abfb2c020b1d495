namespace Banana.Fuzz.Corpus;

/// <summary>Holds a value in every kind of member, and keeps what it does not know.</summary>
public sealed class Holder<T>
{
    public T? Value { get; set; }

    public object? Any { get; set; }

    public List<T>? Many { get; set; }

    public string Filled { get; set; } = "filled";

    public Holder<T>? Next { get; set; }

    [SliceExtensionData]
    public UnknownAttributes? More { get; set; }
}

/// <summary>Is built of its members.</summary>
public sealed class Built<T>(T value, object? any)
{
    public T Value { get; } = value;

    public object? Any { get; } = any;
}
