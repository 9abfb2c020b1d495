namespace Banana.Cli;

/// <summary>The user asked for something that makes no sense; the message says what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
