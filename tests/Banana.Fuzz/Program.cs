using Banana.Fuzz.Attacks;
using Banana.Fuzz.Running;

try
{
    return args switch
    {
        ["worker", .. string[] rest] => WorkerVerb.Run(rest),
        ["attack", .. string[] rest] => AttackVerb.Run(rest, Console.Out),
        ["targets", .. string[] rest] => TargetsVerb.Run(rest, Console.Out),
        _ => await FuzzVerb.RunAsync(args, Console.Out),
    };
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 64;
}
