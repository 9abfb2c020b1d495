using System.ComponentModel;

namespace Banana.Slicing;

/// <summary>A type with <see cref="EventAttribute"/>, which has a name as an event.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GeneratedEvent
{
    private protected GeneratedEvent(string name)
    {
        Name = name;
    }

    /// <summary>The name of the event.</summary>
    public string Name { get; }

    /// <summary>The type of the event.</summary>
    public abstract Type Type { get; }

    /// <summary>Calls <paramref name="visitor"/> with the type as a type argument, so that no generic type has to be closed at run time.</summary>
    public abstract void Accept(IGeneratedEventVisitor visitor);
}

/// <inheritdoc/>
internal sealed class GeneratedEvent<T>(string name) : GeneratedEvent(name)
    where T : notnull
{
    public override Type Type => typeof(T);

    public override void Accept(IGeneratedEventVisitor visitor) => visitor.Visit<T>(Name);
}
