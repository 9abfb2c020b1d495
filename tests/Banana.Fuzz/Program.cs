using Banana.Fuzz.Running;

try
{
    return args switch
    {
        ["worker", .. string[] rest] => WorkerVerb.Run(rest),
        ["targets", .. string[] rest] => TargetsVerb.Run(rest, Console.Out),
        _ => await FuzzVerb.RunAsync(args, Console.Out),
    };
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 64;
}
