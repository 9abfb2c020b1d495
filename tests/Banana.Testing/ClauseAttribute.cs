namespace Banana.Testing;

/// <summary>Names the clause of PROTOCOL.md that a test pins.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ClauseAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
