namespace Banana.Testing;

/// <summary>A class that nobody registers.</summary>
public sealed class Stranger
{
    public override string ToString() => "1.2";
}
