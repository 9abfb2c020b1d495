using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Banana.Core.Tests")]

// Internals of the engine that authors of slicers do not need: the completion of keys, incoming shapes, the rules of a dialect.
[assembly: InternalsVisibleTo("Banana.Slicers")]
[assembly: InternalsVisibleTo("Banana.Foolscap")]

// What the stacks of a connection share: announced shapes, live streams.
[assembly: InternalsVisibleTo("Banana.Transport")]
