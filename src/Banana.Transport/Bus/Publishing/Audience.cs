namespace Banana.Transport;

/// <summary>Those who get an event.</summary>
/// <param name="Local">The subscriptions of this endpoint.</param>
/// <param name="Remote">The links to other endpoints.</param>
/// <param name="IsChosen">Whether the publisher has named the one endpoint that gets it.</param>
internal readonly record struct Audience<T>(Subscriber<T>[] Local, Link[] Remote, bool IsChosen)
    where T : notnull
{
    /// <summary>Their number.</summary>
    public int Count => Local.Length + Remote.Length;
}
