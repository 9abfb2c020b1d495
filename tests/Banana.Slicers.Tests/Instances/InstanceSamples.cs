namespace Banana.Slicers.Tests.Instances;

/// <summary>Instances of every kind of type, by either way to make their slicers.</summary>
public static class InstanceSamples
{
    private static readonly Dictionary<string, Action<BananaSerializerOptions>> s_makers = new()
    {
        ["reflected"] = options => options.Types
            .AddReflected<Plain>().AddReflected<Person>().AddReflected<Point>().AddReflected<Counter>().AddReflected<Built>()
            .AddReflected<Box<int>>().AddReflected<Box<Point>>().AddReflected<Box<string>>().AddReflected<Drawing>().AddReflected<Owner>()
            .AddReflected<Told>().AddReflected<LevelTwo>().AddReflected<NamedLevel>().AddReflected<List<Person>>().AddReflected<Handle>()
            .AddReflected<HandleSurrogate>().AddReflected<Figure>().AddReflected<Circle>().AddReflected<Square>().AddReflected<Tile>()
            .AddReflected<@event>().AddReflected<Overriding>().AddReflected<OverridingBuilt>().AddReflected<Outer<int>.Nested<string>>().AddReflected<Forbidden>(),
        ["generated"] = options => options.Types
            .Add<Plain>().Add<Person>().Add<Point>().Add<Counter>().Add<Built>()
            .Add<Box<int>>().Add<Box<Point>>().Add<Box<string>>().Add<Drawing>().Add<Owner>()
            .Add<Told>().Add<LevelTwo>().Add<NamedLevel>().Add<List<Person>>().Add<Handle>()
            .Add<@event>().Add<Overriding>().Add<OverridingBuilt>().Add<Outer<int>.Nested<string>>().Add<Forbidden>(),
    };

    /// <summary>The ways to make slicers.</summary>
    public static IEnumerable<string> Makers => s_makers.Keys;

    public static IReadOnlyList<Sample> All { get; } = [.. Makers.SelectMany(maker => Of(maker, s_makers[maker]))];

    /// <summary>Options that know the types of the samples.</summary>
    public static BananaSerializerOptions NewOptions(string maker, bool agreesOnShapes = false)
    {
        BananaSerializerOptions options = new() { AgreesOnShapes = agreesOnShapes };
        s_makers[maker](options);
        return options;
    }

    /// <summary>Options that know one type only.</summary>
    public static BananaSerializerOptions OptionsOf<T>(string maker)
    {
        BananaSerializerOptions options = new();
        if (maker == "reflected")
        {
            options.Types.AddReflected<T>();
        }
        else
        {
            options.Types.Add<T>();
        }

        return options;
    }

    private static IEnumerable<Sample> Of(string maker, Action<BananaSerializerOptions> register)
    {
        Sample<T> New<T>(string name, Func<T> make, bool isKey = false) => new(maker, name, make)
        {
            Register = register, Siblings = () => All.Where(sample => sample.Register == register), IsKey = isKey,
        };

        yield return New("every kind of member", NewPlain);
        yield return New("a plain one", () => new Plain { Name = "n" });
        yield return New("record", () => NewPerson());
        yield return New("record struct", () => new Point(1, -2), isKey: true);
        yield return New<Point?>("record struct?", () => new Point(1, 2));
        yield return New<Point?>("record struct?, null", () => null);
        yield return New("struct with private state", NewCounter);
        yield return New("constructor-only class", () => Built.Of("name", new List<object?> { 1 }));
        yield return New("generic class of int", () => new Box<int> { Value = 5, More = [1, 2] });
        yield return New("generic class of a struct", () => new Box<Point> { Value = new Point(1, 2), More = [new(3, 4)] });
        yield return New("generic class of string", () => new Box<string> { Value = "v" });
        yield return New("derived classes", NewDrawing);
        yield return New<Figure>("abstract class", () => NewTagged(new Circle { Radius = 1.5 }));
        yield return New<Square>("base class that is another", () => new Tile { Side = 2, Colour = "red" });
        yield return New<Square>("base class itself", () => new Square { Side = 2 });
        yield return New("surrogate", () => new Handle("/a/b"));
        yield return New("shared surrogate", NewOwner);
        yield return New("enumeration with a name", () => NamedLevel.High, isKey: true);
        yield return New("private fields of the same name", NewLevels);
        yield return New("names that are keywords", () => new @event { @class = 1, @int = 2, @params = 3, reader = 4, value = 5, Anything = "any" });
        yield return New("hidden and overridden members", () => Overriding.Of(3));
        yield return New("overridden members of one made by its constructor", () => OverridingBuilt.Of(3));
        yield return New("nested in a generic class", () => new Outer<int>.Nested<string> { Value = "v" }.Keep(4));
        yield return New("members that code may not name", () => Forbidden.Of(6));
        yield return New("list of records", () => new List<Person> { NewPerson(), NewPerson() });
    }

    private static Plain NewPlain()
    {
        Plain plain = new(7, 9)
        {
            Field = "field",
            Flag = true,
            Real = -0.0,
            Name = "näme",
            Price = 1.10m,
            Created = DateTime.UnixEpoch,
            Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            Level = Level.High,
            NamedLevel = NamedLevel.High,
            Maybe = 5,
            Letter = '\ud800',
            Small = 1.5f,
            Bytes = [1, 2, 3],
            Anything = new Point(3, 4),
            Ignored = "default",
            Renamed = uint.MaxValue,
            Backed = "backed",
        };
        plain.SetNumber(long.MinValue);
        plain.Filled.AddRange([1, 2, 3]);
        plain.Self = plain;
        plain.Others["a"] = plain;
        plain.Others["b"] = new Plain { Name = "other", Anything = plain.Bytes };
        return plain;
    }

    private static Person NewPerson()
    {
        Person person = new("Ann", 5, ["Dr", "Prof"]);
        person.Friend = person;
        person.Friends.Add(new Person("Bob", 6, []) { Friend = person });
        return person;
    }

    private static Counter NewCounter()
    {
        Counter counter = new() { Label = "label" };
        counter.Increment();
        return counter;
    }

    private static T NewTagged<T>(T figure)
        where T : Figure
    {
        figure.SetTag("tag");
        return figure;
    }

    private static Drawing NewDrawing()
    {
        Circle circle = NewTagged(new Circle { Radius = 1 });
        return new Drawing
        {
            First = circle,
            Rest = [circle, new Square { Side = 2 }],
            Floor = new Tile { Colour = "blue" },
            Numbers = new List<int> { 1, 2 },
            Texts = new HashSet<string> { "a" },
        };
    }

    private static Owner NewOwner()
    {
        Handle handle = new("/x");
        return new Owner { Handle = handle, SameHandle = handle };
    }

    private static LevelTwo NewLevels()
    {
        LevelTwo levels = new();
        levels.SetBoth(1, 2);
        return levels;
    }
}
