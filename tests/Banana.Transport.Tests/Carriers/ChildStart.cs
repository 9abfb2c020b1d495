using System.Runtime.CompilerServices;

namespace Banana.Transport.Tests.Carriers;

/// <summary>This program as a child process of itself runs no tests.</summary>
internal static class ChildStart
{
    [ModuleInitializer]
    internal static void RunIfChild() => ChildProgram.RunIfChild();
}
