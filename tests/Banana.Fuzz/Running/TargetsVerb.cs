using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Running;

/// <summary>Lists what is attacked: all targets, and how many honest documents each begins with.</summary>
internal static class TargetsVerb
{
    public static int Run(string[] arguments, TextWriter output)
    {
        CommandLine line = new(arguments, "dialect", "filter");
        Catalogue catalogue = new(line.Dialect, line["filter"]);
        for (int i = 0; i < catalogue.Entries.Count; i++)
        {
            foreach (Target target in catalogue.TargetsOf(i))
            {
                output.WriteLine($"{target.Documents.Count} {target}");
            }
        }

        return 0;
    }
}
