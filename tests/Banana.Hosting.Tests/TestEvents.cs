namespace Banana.Hosting.Tests;

[Sliceable("test.note"), Event("hosting.note")]
public sealed record Note(string Text);

[Sliceable("test.sum"), Event("hosting.sum")]
public sealed record Sum(int Left, int Right);

[Sliceable("test.total"), Event("hosting.total")]
public sealed record Total(int Value);

/// <summary>A type that is an event only where it is registered.</summary>
[Sliceable("test.plain")]
public sealed record Plain(int Value);
