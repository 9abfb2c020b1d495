using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Banana.Hosting.Tests")]
