using Banana.Benchmarks.Models;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

/// <summary>The slicers of W2, written by hand: positional bodies behind an open type of their own.</summary>
internal static partial class OrderSlicers
{
    /// <summary>The net vocabulary and the four open types, agreed beforehand.</summary>
    public static Vocabulary Vocabulary { get; } = new(
        [
            .. Enumerable.Range(1, WellKnownVocabularies.Net.EndIndex - 1).Select(index => WellKnownVocabularies.Net[(ulong)index]!.Text!),
            "order", "customer", "item", "product",
        ],
        firstIndex: 1);

    public static readonly SliceableType<string[]> Tags = BuiltInTypes.Array(BuiltInTypes.String);

    public static readonly SliceableType<Customer> Customers = new(CustomerSlicer.Instance, CustomerUnslicer.Instance);

    public static readonly SliceableType<Product> Products = new(ProductSlicer.Instance, ProductUnslicer.Instance);

    public static readonly SliceableType<LineItem> Items = new(LineItemSlicer.Instance, LineItemUnslicer.Instance);

    public static readonly SliceableType<List<LineItem>> ItemLists = BuiltInTypes.List(Items);

    private static readonly Slicer<string[]> s_tagSlicer = Tags.Slicer;
    private static readonly Slicer<List<LineItem>> s_itemListSlicer = ItemLists.Slicer;
    private static readonly Unslicer<int> s_int32 = BuiltInTypes.Int32.Unslicer;
    private static readonly Unslicer<long> s_int64 = BuiltInTypes.Int64.Unslicer;
    private static readonly Unslicer<string> s_text = BuiltInTypes.String.Unslicer;
    private static readonly Unslicer<string[]> s_tags = Tags.Unslicer;
    private static readonly Unslicer<List<LineItem>> s_itemLists = ItemLists.Unslicer;

    public static readonly SliceableType<Order> Orders = new(OrderSlicer.Instance, OrderUnslicer.Instance);

    private sealed class OrderSlicer() : PositionalSlicer<Order>("order")
    {
        public static readonly OrderSlicer Instance = new();

        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Order? value) =>
            stack.TryEnter(ref writer, this, value, out SliceStep step) ? stack.Leave(ref writer, Slice(ref writer, ref stack.Top, stack)) : step;

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            Order order = (Order)frame.Target;
            SliceStep step;
            switch (frame.State)
            {
                case 0:
                    writer.WriteInteger(order.Id);
                    writer.WriteInteger(order.Created.ToBinary());
                    frame.State = 1;
                    step = CustomerSlicer.Instance.Write(ref writer, stack, order.Customer);
                    if (step != SliceStep.Done)
                    {
                        return step;
                    }

                    goto case 1;
                case 1:
                    frame.State = 2;
                    step = s_itemListSlicer.Write(ref writer, stack, order.Items);
                    if (step != SliceStep.Done)
                    {
                        return step;
                    }

                    goto default;
                default:
                    return stack.WriteText(ref writer, order.Note);
            }
        }
    }

    private sealed class OrderUnslicer() : PositionalUnslicer<Order>("order")
    {
        public static readonly OrderUnslicer Instance = new();

        public override object Begin(UnslicerStack stack) => new Order();

        protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out Order? value)
        {
            if (stack.TryEnter(ref reader, this, Word))
            {
                value = new Order();
                return stack.Leave(Receive(ref reader, ref stack.Publish(value), stack));
            }

            if (stack.TryTakeReference(ref reader, this, out object? known))
            {
                value = (Order)known;
                return UnsliceStep.Done;
            }

            return base.ReadUntasted(ref reader, stack, out value);
        }

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            Order order = (Order)frame.Target!;
            UnsliceStep step;
            switch (frame.State)
            {
                case 0:
                    step = s_int64.Read(ref reader, stack, out long id);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Id = id;
                    frame.State = 1;
                    goto case 1;
                case 1:
                    step = s_int64.Read(ref reader, stack, out long created);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Created = DateTime.FromBinary(created);
                    frame.State = 2;
                    goto case 2;
                case 2:
                    step = CustomerUnslicer.Instance.Read(ref reader, stack, out Customer? customer);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Customer = customer;
                    frame.State = 3;
                    goto case 3;
                case 3:
                    step = s_itemLists.Read(ref reader, stack, out List<LineItem>? items);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Items = items!;
                    frame.State = 4;
                    goto case 4;
                case 4:
                    step = s_text.Read(ref reader, stack, out string? note);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Note = note!;
                    frame.State = 5;
                    goto default;
                default:
                    return stack.Close(ref reader, ref frame);
            }
        }

        public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
        {
            Order order = (Order)frame.Target!;
            switch (frame.State++)
            {
                case 2:
                    order.Customer = (Customer?)child;
                    break;
                default:
                    order.Items = (List<LineItem>)child!;
                    break;
            }
        }
    }
}
