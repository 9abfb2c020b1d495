namespace Banana.Transport.Tests.Bus;

[Sliceable("test.text"), Event("bus.text")]
public sealed record Text(string Value);

[Sliceable("test.number"), Event("bus.number")]
public sealed record Number(int Value);

/// <summary>A class that another event inherits from.</summary>
[Sliceable("test.animal"), Event("bus.animal")]
public record Animal(string Name);

[Sliceable("test.dog"), Event("bus.dog")]
public sealed record Dog(string Name) : Animal(Name);

[Sliceable("test.question"), Event("bus.question")]
public sealed record Question(int Number);

[Sliceable("test.answer"), Event("bus.answer")]
public sealed record Answer(int Number);

[Sliceable("test.bulk"), Event("bus.bulk")]
public sealed record Bulk(byte[] Bytes);
