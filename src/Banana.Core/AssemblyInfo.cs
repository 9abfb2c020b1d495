using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Banana.Core.Tests")]

// Internals of the engine that authors of slicers do not need: the completion of keys, incoming shapes, the rules of a dialect.
[assembly: InternalsVisibleTo("Banana.Slicers")]
[assembly: InternalsVisibleTo("Banana.Foolscap")]
