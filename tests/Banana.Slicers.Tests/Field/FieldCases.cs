using System.Collections.ObjectModel;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Field;

/// <summary>The cases of the comparison that need classes of one's own; the others are the samples of every type.</summary>
internal static class FieldCases
{
    public static IEnumerable<Sample> All => [.. Interfaces(), .. TypeShapes(), .. Shared(), .. Cycles()];

    private static IEnumerable<Sample> Interfaces()
    {
        const string family = "interfaces";
        yield return New(family, "IEnumerable of an array", () => new Interfaces { Enumerable = new[] { 1, 2 } });
        yield return New(family, "IList of a list", () => new Interfaces { List = new List<int> { 1 } });
        yield return New(family, "IReadOnlyList of a read-only collection", () => new Interfaces { ReadOnlyList = new List<int> { 1 }.AsReadOnly() });
        yield return New(family, "ISet of a set", () => new Interfaces { Set = new HashSet<int> { 1 } });
        yield return New(family, "IReadOnlyDictionary of a dictionary", () => new Interfaces { Dictionary = new Dictionary<string, int> { ["a"] = 1 } });
    }

    private static IEnumerable<Sample> TypeShapes()
    {
        const string family = "type shapes";
        yield return New(family, "fields, private and read-only state, init, required, get-only collection", Shapes.Create);
        yield return New(family, "positional record", () => new Positional("a", []));
        yield return New(family, "constructor-only class", () => new ConstructorOnly(new Holder()));
        yield return New(family, "generic class", () => new Generic<string, int> { Values = { ["a"] = 1 } });
        yield return New<Base>(family, "derived class in a base position", () => new Derived { Id = 1, Name = "n" });
        yield return New<Base>(family, "base class itself", () => new Base { Id = 1 });
        yield return New(family, "struct with private state", NewPlace);
        yield return New(family, "read-only struct", () => new Fixed(5));
        yield return New<Fixed?>(family, "read-only struct?", () => new Fixed(5));
        yield return New(family, "boxed struct in an object position", () => new Hub { Anything = new Fixed(5) }, options => options.Types.Add<Fixed>());
        yield return New(family, "boxed class in an object position", () => new Hub { Anything = new Base { Id = 3 } }, options => options.Types.Add<Base>());
        yield return New(family, "default values", () => new Hub());
    }

    private static IEnumerable<Sample> Shared()
    {
        const string family = "shared references";
        Hub shared = new();
        yield return New(family, "object twice in a list", () => new Hub { List = [shared, shared] });
        yield return New(family, "list twice", SharedList, options => options.Types.Add<List<Hub>>());
        yield return New(family, "array twice", SharedArray, options => options.Types.Add<Hub[]>());
        yield return New(family, "byte array twice", () => SharedTwice(new byte[] { 1 }));
        yield return New(
            family,
            "string twice, and an equal one",
            () => new List<string> { "abc", "abc", new(['a', 'b', 'c']) },
            options => options.Types.Add(BuiltInTypes.SharedString));
    }

    private static IEnumerable<Sample> Cycles()
    {
        const string family = "cycles";
        yield return Cycle("class to itself", hub => hub.Next = hub);
        yield return Cycle("class, list", hub => hub.List = [hub]);
        yield return Cycle("class, dictionary value", hub => hub.Dictionary = new() { ["a"] = hub });
        yield return Cycle("class, array", hub => hub.Array = [hub]);
        yield return Cycle("class, tuple", hub => hub.Tuple = Tuple.Create(hub, 1));
        yield return Cycle("class, immutable array", hub => hub.Immutable = [hub]);
        yield return Cycle("class, read-only collection", hub => hub.ReadOnly = new ReadOnlyCollection<Hub>([hub]));
        yield return Cycle("class, set", hub => hub.Set = [hub]);
        yield return Cycle("class, pair", hub => hub.Pair = new("a", hub));
        yield return New(family, "positional record, list", NewPositional);
        yield return New(family, "constructor-only class, holder", NewConstructorOnly);
        yield return New<object>(family, "tuple, list of objects, same tuple", () => NewTuple(new List<object?>()));
        yield return New(family, "tuple, typed list, same tuple", NewTypedTuple, options => options.Types.AddReflected<Tuple<List<object>, int>>());
    }

    private static Sample<T> New<T>(string family, string name, Func<T> make, Action<BananaSerializerOptions>? register = null) =>
        new(family, name, make) { Register = register };

    private static Sample<Hub> Cycle(string name, Action<Hub> close) => New("cycles", name, () =>
    {
        Hub hub = new();
        close(hub);
        return hub;
    });

    private static Place NewPlace()
    {
        Place place = new() { X = 1 };
        place.SetY(2);
        return place;
    }

    private static Hub SharedList()
    {
        List<Hub> list = [];
        return new Hub { List = list, Anything = list };
    }

    private static Hub SharedArray()
    {
        Hub[] array = [new()];
        return new Hub { Array = array, Anything = array };
    }

    private static List<object?> SharedTwice(object value) => [value, value];

    private static Positional NewPositional()
    {
        Positional record = new("a", []);
        record.Others.Add(record);
        return record;
    }

    private static ConstructorOnly NewConstructorOnly()
    {
        Holder holder = new();
        holder.Held = new ConstructorOnly(holder);
        return holder.Held;
    }

    private static ObjectTuple NewTuple(List<object?> list)
    {
        ObjectTuple tuple = new(list, 1);
        list.Add(tuple);
        return tuple;
    }

    private static Tuple<List<object>, int> NewTypedTuple()
    {
        List<object> list = [];
        Tuple<List<object>, int> tuple = Tuple.Create(list, 1);
        list.Add(tuple);
        return tuple;
    }
}
