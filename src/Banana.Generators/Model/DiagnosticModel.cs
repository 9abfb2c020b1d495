using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Banana.Generators.Model;

/// <summary>What is wrong, without a reference to the syntax tree.</summary>
/// <param name="Id">Which of the descriptors.</param>
/// <param name="File">Where.</param>
/// <param name="Span">Where in the file.</param>
/// <param name="Lines">The lines and columns of that.</param>
/// <param name="Arguments">What the message names.</param>
internal sealed record DiagnosticModel(string Id, string File, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public static DiagnosticModel Of(DiagnosticDescriptor descriptor, Location? location, params string[] arguments) => new(
        descriptor.Id,
        location?.SourceTree?.FilePath ?? "",
        location?.SourceSpan ?? default,
        location?.GetLineSpan().Span ?? default,
        new EquatableArray<string>(arguments));

    /// <param name="descriptor">What to say.</param>
    /// <param name="tree">The file; without it, the compiler does not see that it is disabled there.</param>
    public Diagnostic ToDiagnostic(DiagnosticDescriptor descriptor, SyntaxTree? tree) => Diagnostic.Create(
        descriptor,
        tree is not null && Span.End <= tree.Length ? Location.Create(tree, Span) : File.Length == 0 ? Location.None : Location.Create(File, Span, Lines),
        [.. Arguments]);
}
