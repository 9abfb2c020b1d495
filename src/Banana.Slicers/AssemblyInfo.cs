using System.Runtime.CompilerServices;

// Not Banana.Slicers.Tests: the code that is generated there overrides members as outsiders do.
[assembly: InternalsVisibleTo("Banana.Core.Tests")]

// Its collections are made of the parts that those of this assembly are made of.
[assembly: InternalsVisibleTo("Banana.Foolscap")]
