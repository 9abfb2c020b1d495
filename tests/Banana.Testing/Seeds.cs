namespace Banana.Testing;

/// <summary>The seed of every test that uses chance; a failing test names it.</summary>
public static class Seeds
{
    public const int Fixed = 20261120;
}
