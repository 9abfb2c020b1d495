namespace Banana.Cli.Commands;

/// <summary>What a command reads and writes; it closes neither.</summary>
/// <param name="Input">What it reads.</param>
/// <param name="Output">Its results.</param>
/// <param name="Errors">Messages for a person.</param>
internal sealed record CommandStreams(Stream Input, Stream Output, TextWriter Errors)
{
    /// <summary>A file, or standard input for null and "-"; standard output and error.</summary>
    /// <exception cref="UsageException">The file cannot be opened.</exception>
    public static CommandStreams Open(string? file) => new(Streams.OpenInput(file), Streams.OpenOutput(), Console.Error);

    /// <summary>Writes a line to <see cref="Errors"/>, escaped, because a part of it may be the text of a peer.</summary>
    public Task SayAsync(string message) => SayAsync(Errors, message);

    /// <inheritdoc cref="SayAsync(string)"/>
    public static Task SayAsync(TextWriter errors, string message) => errors.WriteLineAsync($"banana: {ForeignText.Escape(message)}");
}
