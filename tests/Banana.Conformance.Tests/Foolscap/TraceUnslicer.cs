using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>
/// The unslicers of the recorded traces: T gives up when a child fails, A goes on, X fails at a named phase and gives up, Y fails there
/// and goes on. Each collects what it gets in a list.
/// </summary>
internal sealed class TraceUnslicer(string name) : Unslicer<List<object?>>, IUnslicerSource
{
    private readonly string _phase = name.Length > 2 ? name[2..] : "";

    public override string Expected => "what the trace says";

    public override ReferenceKind References => ReferenceKind.AtOpen;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => this;

    public Unslicer? Find(OpenType openType) => openType.Name.Length > 0 && "TAXY".Contains(openType.Name[0], StringComparison.Ordinal)
        ? new TraceUnslicer(openType.Name)
        : null;

    public override object Begin(UnslicerStack stack) =>
        _phase == "start" ? throw new NotImplementedException("boom in start") : new List<object?>();

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        List<object?> list = (List<object?>)frame.Target!;
        while (!stack.TryClose(ref reader, ref frame))
        {
            bool isThere = reader.TryPeek(out TokenHeader header) == ReadStatus.Done;
            if (isThere && (_phase == "checkToken" || (_phase == "checkToken-OPEN" && header.Type == TokenType.Open)))
            {
                return stack.Refuse(ref reader, ViolationCode.UnexpectedToken, header.Describe(), $"no boom in {_phase}");
            }

            Unslicer position = _phase is "openerCheckToken" or "doOpen" ? NoSequences.Instance : BuiltInTypes.Object.Unslicer;
            UnsliceStep step = position.ReadObject(ref reader, stack, out object? item);
            if (step != UnsliceStep.Done)
            {
                return step;
            }

            if (_phase == "receiveChild" && name[0] == 'X')
            {
                return stack.FailFrame(ref reader, ViolationCode.UnexpectedToken, "a child", "no boom in receiveChild");
            }

            if (_phase != "receiveChild")
            {
                list.Add(item is List<object?> or int ? item : ((byte[])item!)[0]);
            }
        }

        return _phase is "receiveClose" or "finish"
            ? stack.FailFrame(ref reader, ViolationCode.UnexpectedToken, "CLOSE", $"no boom in {_phase}")
            : UnsliceStep.Done;
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        if (_phase != "receiveChild")
        {
            ((List<object?>)frame.Target!).Add(child);
        }
    }

    public override bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack) => name[0] is 'A' or 'Y';

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) => path.Member(name);

    /// <summary>A position that takes single tokens and refuses every open type.</summary>
    private sealed class NoSequences : Unslicer<object>
    {
        public static readonly NoSequences Instance = new();

        public override string Expected => "a token";

        public override TokenTypes Tokens => TokenTypes.All;

        public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => null;

        protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out object? value)
        {
            bool isOpen = reader.TryPeek(out TokenHeader header) == ReadStatus.Done && header.Type == TokenType.Open;
            return isOpen ? stack.ReadValue(ref reader, this, out value) : BuiltInTypes.Object.Unslicer.Read(ref reader, stack, out value);
        }
    }
}
