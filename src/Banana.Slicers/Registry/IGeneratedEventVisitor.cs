using System.ComponentModel;

namespace Banana.Slicing;

/// <summary>Is called with the type of an event; see <see cref="GeneratedEvent.Accept"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGeneratedEventVisitor
{
    /// <summary>Is called once.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="name">The name of the event.</param>
    void Visit<T>(string name)
        where T : notnull;
}
