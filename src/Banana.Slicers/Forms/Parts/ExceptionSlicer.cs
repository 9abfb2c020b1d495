using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Exceptions as data: <c>OPEN exception</c>, name, message, inner exception, HRESULT, source, help link, stack trace as text,
/// data, parameter, its value, CLOSE (PROTOCOL.md [T-29]). The reader never throws the exceptions that it reads.
/// </summary>
internal sealed class ExceptionSlicer : Slicer<Exception>
{
    internal const int Parts = 10;

    internal static readonly string[] Names =
        ["Type", "Message", "InnerException", "HResult", "Source", "HelpLink", "StackTrace", "Data", "ParamName", "ActualValue"];

    private static readonly VocabularyWord s_word = new("exception");

    private readonly Slicer<string> _text;
    private readonly Slicer<Hashtable> _data;
    private readonly Slicer<object> _value;

    public ExceptionSlicer(SliceableType<string> text, SliceableType<Hashtable> data, SliceableType<object> value)
        : base(s_word)
    {
        _text = text.Slicer;
        _data = data.Slicer;
        _value = value.Slicer;
        TakesDerived = true;
        Kind = SequenceKind.Tuple;
    }

    public override OpenType? OpenType => new OpenType(s_word.Text!, null);

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        Exception exception = (Exception)frame.Target;
        while (frame.State < Parts)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = WritePart(ref writer, stack, exception, frame.State++);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State > 0)
        {
            path.Member(Names[frame.State - 1]);
        }
    }

    private SliceStep WritePart(ref TokenWriter writer, SlicerStack stack, Exception exception, int part)
    {
        switch (part)
        {
            case 0:
                return WriteText(ref writer, stack, Registry(stack.Slicers).NameOf(exception));
            case 1:
                return WriteText(ref writer, stack, Fields.Message(exception));
            case 2:
                return Write(ref writer, stack, exception.InnerException);
            case 3:
                writer.WriteInteger(exception.HResult);
                return SliceStep.Done;
            case 4:
                return WriteText(ref writer, stack, Fields.Source(exception));
            case 5:
                return WriteText(ref writer, stack, exception.HelpLink);
            case 6:
                return WriteText(ref writer, stack, StackText.Of(exception));
            case 7:
                return _data.Write(ref writer, stack, exception.Data.Count == 0 ? null : new Hashtable(exception.Data));
            case 8:
                return WriteText(ref writer, stack, Registry(stack.Slicers).IsKnown(exception) ? (exception as ArgumentException)?.ParamName : null);
            default:
                return _value.Write(
                    ref writer, stack, Registry(stack.Slicers).IsKnown(exception) ? (exception as ArgumentOutOfRangeException)?.ActualValue : null);
        }
    }

    private SliceStep WriteText(ref TokenWriter writer, SlicerStack stack, string? text) =>
        _text.Write(ref writer, stack, text);

    internal static ExceptionRegistry Registry(object source) => (source as SliceableTypeRegistry)?.Exceptions ?? new ExceptionRegistry();

    /// <summary>The fields of exceptions whose properties would compute a value.</summary>
    internal static class Fields
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
        public static extern ref string? Message(Exception exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_source")]
        public static extern ref string? Source(Exception exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_data")]
        public static extern ref IDictionary? Data(Exception exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_paramName")]
        public static extern ref string? ParamName(ArgumentException exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_actualValue")]
        public static extern ref object? ActualValue(ArgumentOutOfRangeException exception);
    }

    /// <summary>The stack trace as text. The framework ends a remote stack trace with a line of its own, which is not sent.</summary>
    internal static class StackText
    {
        private static readonly string s_end = End();

        public static string? Of(Exception exception)
        {
            string? text = exception.StackTrace; // computed on each call
            return text is not null && text.EndsWith(s_end, StringComparison.Ordinal) ? text[..^s_end.Length] : text;
        }

        private static string End() => ExceptionDispatchInfo.SetRemoteStackTrace(new InvalidOperationException(), "").StackTrace!;
    }
}

/// <summary>The unslicer for <see cref="ExceptionSlicer"/>.</summary>
internal sealed class ExceptionUnslicer : DeferredUnslicer<Exception>
{
    private const int BytesPerException = 640; // it, its parts, and the dictionary of its data

    private static readonly IntegerUnslicer<int> s_number = new(openType: null);

    private readonly Unslicer<string> _text;
    private readonly Unslicer<Hashtable> _data;
    private readonly Unslicer<object> _value;

    public ExceptionUnslicer(SliceableType<string> text, SliceableType<Hashtable> data, SliceableType<object> value)
        : base(BytesPerException)
    {
        _text = text.Unslicer;
        _data = data.Unslicer;
        _value = value.Unslicer;
    }

    public override string Expected => "an exception";

    public override OpenType? OpenType => new OpenType("exception", null);

    internal override SequenceKind Kind => SequenceKind.Tuple;

    // Any exception is allowed here, also one that was sent before as an instance of its class.
    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => true;

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        List<object?> items = Parts(ref frame).Items;
        while (items.Count < ExceptionSlicer.Parts)
        {
            Unslicer part = items.Count switch
            {
                2 => this,
                3 => s_number,
                7 => _data,
                9 => _value,
                _ => _text,
            };
            UnsliceStep step = part.ReadObject(ref reader, stack, out object? item);
            if (!TryTakeChild(ref frame, step, item, stack))
            {
                return step;
            }
        }

        UnsliceStep closed = stack.Close(ref reader, ref frame);
        if (closed != UnsliceStep.Done)
        {
            return closed;
        }

        items.Add(ExceptionSlicer.Registry(stack.Unslicers));
        return Complete(ref reader, ref frame, stack);
    }

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        int count = PartsSoFar(frame).Count;
        if (!frame.IsClosed && count < ExceptionSlicer.Parts) // otherwise, the exception itself cannot be created
        {
            path.Member(ExceptionSlicer.Names[count]);
        }
    }

    private protected override bool TryBuild(IReadOnlyList<object?> parts, out Exception? built, [NotNullWhen(false)] out KeyFault? fault)
    {
        bool isTooLong = ExceptionChain.IsTooLong((Exception?)parts[2]);
        built = isTooLong ? null : TryMake(parts);
        string? found = isTooLong ? $"an exception with a chain of more than {ExceptionChain.Longest} inner exceptions"
            : built is null ? "an exception whose name is neither registered nor a star and the name of a type"
            : TrySetArgument(built, (string?)parts[8], parts[9]) ? null
            : $"an argument for {built.GetType()}, which takes none";
        fault = found is null ? null : new KeyFault(ViolationCode.InvalidValue, found, Expected);
        return fault is null;
    }

    protected override Exception Build(IReadOnlyList<object?> parts) =>
        TryBuild(parts, out Exception? built, out KeyFault? fault) ? built! : throw new InvalidOperationException($"This is {fault.Found}.");

    private static Exception? TryMake(IReadOnlyList<object?> parts)
    {
        ExceptionRegistry registry = (ExceptionRegistry)parts[ExceptionSlicer.Parts]!;
        if (registry.TryMake((string?)parts[0], (string?)parts[1], (Exception?)parts[2]) is not { } exception)
        {
            return null;
        }

        ExceptionSlicer.Fields.Message(exception) = (string?)parts[1];
        exception.HResult = (int)parts[3]!;
        ExceptionSlicer.Fields.Source(exception) = (string?)parts[4];
        exception.HelpLink = (string?)parts[5];
        if (parts[6] is string stack)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, stack);
        }

        if (parts[7] is Hashtable data)
        {
            SetData(exception, data);
        }

        return exception;
    }

    // The framework's own dictionary is a list that is searched for each entry.
    private static void SetData(Exception exception, Hashtable data)
    {
        ExceptionSlicer.Fields.Data(exception) = data;
        if (!ReferenceEquals(exception.Data, data)) // a class that keeps it elsewhere
        {
            foreach (DictionaryEntry entry in data)
            {
                exception.Data[entry.Key] = entry.Value;
            }
        }
    }

    private static bool TrySetArgument(Exception exception, string? parameter, object? value)
    {
        if ((parameter is not null && exception is not ArgumentException) || (value is not null && exception is not ArgumentOutOfRangeException))
        {
            return false;
        }

        if (exception is ArgumentException argument)
        {
            ExceptionSlicer.Fields.ParamName(argument) = parameter;
        }

        if (exception is ArgumentOutOfRangeException outOfRange)
        {
            ExceptionSlicer.Fields.ActualValue(outOfRange) = value;
        }

        return true;
    }
}
