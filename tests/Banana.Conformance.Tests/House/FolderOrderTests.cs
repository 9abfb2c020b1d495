namespace Banana.Conformance.Tests.House;

/// <summary>What holds the folders in order sees it when an arrow turns.</summary>
[TestClass]
public sealed class FolderOrderTests
{
    private static readonly FolderOrder.Source s_low = new("Low", "Apple.cs", "public sealed class Apple;");
    private static readonly FolderOrder.Source s_high = new("High/Trees", "Tree.cs", "internal sealed partial class Tree\n{\n    private Apple? _first;\n}");

    [TestMethod]
    public void FindFaults_OfTheRightOrder_IsEmpty() => Assert.IsEmpty(new FolderOrder("Garden", "Low", "High/Trees").FindFaults([s_low, s_high]));

    [TestMethod]
    public void FindFaults_OfTheWrongOrder_NamesFileTypeAndArrow() => Assert.AreEqual(
        "Garden/High/Trees/Tree.cs uses Apple of Low, which stands above it: Low may use High/Trees, not the other way round.",
        new FolderOrder("Garden", "High/Trees", "Low").FindFaults([s_low, s_high]).Single());

    [TestMethod]
    [DataRow("class Pear : Tree;")]
    [DataRow("class Pear(List<Tree> all);")]
    [DataRow("class Pear\n{\n    object Make() => new Banana.Slicing.Tree();\n}")]
    [DataRow("class Pear\n{\n    string Name => $\"\"; // \"\n    bool Is(object value) => value is '\"' or Tree;\n}")]
    [DataRow("[Grows(\"Tree\")]\nclass Pear\n{\n    void Plant() => Tree.Plant(\"\\\"\");\n}")]
    public void FindFaults_OfATypeThatIsUsed_FindsIt(string text) =>
        Assert.HasCount(1, new FolderOrder("Garden", "Low", "High/Trees").FindFaults([s_low, s_high, new("Low", "Pear.cs", text)]));

    [TestMethod]
    [DataRow("class Pear; // of the Tree")]
    [DataRow("class Pear\n{\n    const string Tree = \"Tree\";\n}")]
    [DataRow("class Pear\n{\n    string Text => @\"\\\" + \"Tree\" + @\"\"\"Tree\";\n}")]
    [DataRow("class Pear\n{\n    string Text => \"\"\"\n        a \"Tree\" of Tree\n        \"\"\";\n}")]
    [DataRow("class Pear\n{\n    public object? Tree { get; init; }\n}")]
    [DataRow("class Pear\n{\n    object Of(Apple apple) => apple.Tree;\n}")]
    [DataRow("class Pear\n{\n    Tree<int>? _other; // another type\n}")]
    public void FindFaults_OfAWordThatIsNoType_IsEmpty(string text) =>
        Assert.IsEmpty(new FolderOrder("Garden", "Low", "High/Trees").FindFaults([s_low, s_high, new("Low", "Pear.cs", text)]));

    [TestMethod]
    public void FindFaults_OfTwoThatMayKnowEachOther_IsEmpty()
    {
        FolderOrder.Source knowing = new("Low", "Pear.cs", "public sealed class Pear(Tree tree);");
        Assert.IsEmpty(new FolderOrder("Garden", "Low+High/Trees").FindFaults([s_low, s_high, knowing]));
    }

    [TestMethod]
    public void FindFaults_OfFoldersWithoutPlaceOrFiles_NamesThem() => CollectionAssert.AreEqual(
        new[] { "Garden/High/Trees has no place in the order of the folders: give it one.", "Garden/Shed has a place in the order, but no files: take it out." },
        new FolderOrder("Garden", "Low", "Shed").FindFaults([s_low, s_high]).ToArray());

    [TestMethod]
    public void FindFaults_OfAFolderThatHasGrown_SaysHowLargeItIs()
    {
        IEnumerable<FolderOrder.Source> files = Enumerable.Range(0, 17).Select(i => new FolderOrder.Source("Low", $"A{i}.cs", $"class A{i};"));
        Assert.AreEqual(
            "Garden/Low holds 17 files, and 16 are enough for one idea: divide it.", new FolderOrder("Garden", "Low").FindFaults([.. files]).Single());
    }

    [TestMethod]
    public void FindFaults_OfATypeInTwoFolders_NamesThem() => Assert.AreEqual(
        "Garden declares Tree in High/Trees and in Low: keep its parts together.",
        new FolderOrder("Garden", "Low", "High/Trees").FindFaults([s_high, new("Low", "Tree.Roots.cs", "internal sealed partial class Tree;")]).Single());
}
