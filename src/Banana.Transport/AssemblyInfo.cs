using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Banana.Hosting")]
[assembly: InternalsVisibleTo("Banana.Transport.Tests")]
