namespace Banana.Transport.Tests.Events;

/// <summary>An event with a stream inside.</summary>
[Event("test.feed")]
public sealed class Feed
{
    public string Name { get; set; } = "";

    public IAsyncEnumerable<string>? Items { get; set; }
}
