using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Banana.Core.Tests")]

// The engine's inner parts, which authors of slicers do without: settling of keys, shapes that come, rules of a dialect.
[assembly: InternalsVisibleTo("Banana.Slicers")]
[assembly: InternalsVisibleTo("Banana.Foolscap")]
