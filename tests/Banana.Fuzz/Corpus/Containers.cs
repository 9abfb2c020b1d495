using Banana;
using Banana.Slicers.Tests.Instances;

// What no member of a class declares is named for the generator.
[assembly: SliceableContainer(typeof(Box<int>))]
[assembly: SliceableContainer(typeof(Box<string>))]
[assembly: SliceableContainer(typeof(Box<Point>))]
[assembly: SliceableContainer(typeof(Outer<int>.Nested<string>))]
