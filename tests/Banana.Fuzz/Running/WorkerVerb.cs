namespace Banana.Fuzz.Running;

/// <summary>The process that reads; started by <see cref="Supervisor"/>.</summary>
internal static class WorkerVerb
{
    public static int Run(string[] arguments)
    {
        CommandLine line = new(arguments, "folder", "first", "minutes", "seed", "dialect", "filter");
        FuzzArguments fuzz = new(TimeSpan.FromMinutes(line.Number("minutes", 1)), (int)line.Number("seed", 1), line.Dialect, line["filter"]);
        new Worker(fuzz, line["folder"]!, (int)line.Number("first", 0)).Run();
        return 0;
    }
}
