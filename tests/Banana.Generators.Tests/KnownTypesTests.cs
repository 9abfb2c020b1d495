using System.Reflection;
using Banana.Generators.Parsing;
using Banana.Slicing;

namespace Banana.Generators.Tests;

/// <summary>The generator names the slicers as text; what it names must be there.</summary>
[TestClass]
public sealed class KnownTypesTests
{
    private static readonly MethodInfo[] s_methods = typeof(BuiltInTypes).GetMethods(BindingFlags.Public | BindingFlags.Static);

    [TestMethod]
    public void Leaves_AllOfThem_AreTypesThatNeedNoRegistration()
    {
        foreach (string leaf in KnownTypes.Leaves)
        {
            GeneratorRun run = GeneratorRun.Of($"[Sliceable(\"a\")] class A {{ {leaf}? _x; }}");
            Assert.IsEmpty(run.Result.Diagnostics.Where(diagnostic => diagnostic.Id == "BAN001").ToList(), leaf);
            Type type = Resolve(leaf);
            Assert.IsNotNull(
                typeof(SliceableTypeRegistry).GetMethod(nameof(SliceableTypeRegistry.Get))!.MakeGenericMethod(type).Invoke(new BananaSerializerOptions().Types, null), leaf);
        }
    }

    [TestMethod]
    public void Containers_AllOfThem_HaveAMethodThatMakesThem()
    {
        foreach ((string definition, string method) in KnownTypes.Containers.Concat(KnownTypes.OfArrays))
        {
            Type type = Resolve(definition);
            Assert.IsTrue(
                s_methods.Any(candidate => candidate.Name == method
                    && candidate.GetGenericArguments().Length == type.GetGenericArguments().Length
                    && candidate.ReturnType.GetGenericArguments()[0].GetGenericTypeDefinition() == type),
                definition);
        }
    }

    [TestMethod]
    public void Tokens_AllOfThem_AreWrittenAndReadByPrimitives()
    {
        foreach (string token in KnownTypes.Tokens)
        {
            Type type = Resolve(token);
            MethodInfo[] methods = typeof(Primitives).GetMethods();
            Assert.IsTrue(methods.Any(method => method.Name == "TryRead" && method.GetParameters()[^1].ParameterType == type.MakeByRefType()), token);
        }
    }

    private static Type Resolve(string name) => name switch
    {
        "object" => typeof(object),
        "bool" => typeof(bool),
        "sbyte" => typeof(sbyte),
        "byte" => typeof(byte),
        "short" => typeof(short),
        "ushort" => typeof(ushort),
        "int" => typeof(int),
        "uint" => typeof(uint),
        "long" => typeof(long),
        "ulong" => typeof(ulong),
        "char" => typeof(char),
        "float" => typeof(float),
        "double" => typeof(double),
        "decimal" => typeof(decimal),
        "string" => typeof(string),
        "nint" => typeof(nint),
        "nuint" => typeof(nuint),
        _ => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(assembly => assembly.StartsWith("System", StringComparison.Ordinal) || assembly.StartsWith("Banana", StringComparison.Ordinal))
            .Select(assembly => Assembly.Load(assembly).GetType(name))
            .FirstOrDefault(type => type is not null) ?? throw new AssertFailedException($"There is no type {name}."),
    };
}
