using System.Runtime.CompilerServices;

// Not Banana.Slicers.Tests: the code that is generated there overrides members as outsiders do.
[assembly: InternalsVisibleTo("Banana.Core.Tests")]

// Its collections are built from the same parts as those of this assembly.
[assembly: InternalsVisibleTo("Banana.Foolscap")]

// What an announced event type needs, and whether it can be read here.
[assembly: InternalsVisibleTo("Banana.Transport")]
