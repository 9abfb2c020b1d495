using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Banana.Core.Tests")]
