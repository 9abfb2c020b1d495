using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Banana.Cli.Tests")]
[assembly: InternalsVisibleTo("Banana.Conformance.Tests")]
[assembly: InternalsVisibleTo("Banana.Live.Tests")]
