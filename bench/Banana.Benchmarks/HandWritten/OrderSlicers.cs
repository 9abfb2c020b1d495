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

    public static readonly SliceableType<List<string>> Tags = BuiltInTypes.List(BuiltInTypes.String);

    public static readonly SliceableType<Customer> Customers = new(new CustomerSlicer(), new CustomerUnslicer());

    public static readonly SliceableType<Product> Products = new(new ProductSlicer(), new ProductUnslicer());

    public static readonly SliceableType<LineItem> Items = new(new LineItemSlicer(), new LineItemUnslicer());

    public static readonly SliceableType<List<LineItem>> ItemLists = BuiltInTypes.List(Items);

    public static readonly SliceableType<Order> Orders = new(new OrderSlicer(), new OrderUnslicer());

    private sealed class OrderSlicer() : PositionalSlicer<Order>("order")
    {
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
                    step = Customers.Slicer.Write(ref writer, stack, order.Customer);
                    if (step != SliceStep.Done)
                    {
                        return step;
                    }

                    goto case 1;
                case 1:
                    frame.State = 2;
                    step = ItemLists.Slicer.Write(ref writer, stack, order.Items);
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
        public override object Begin(UnslicerStack stack) => new Order();

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            Order order = (Order)frame.Target!;
            UnsliceStep step;
            switch (frame.State)
            {
                case 0:
                    step = BuiltInTypes.Int64.Unslicer.Read(ref reader, stack, out long id);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Id = id;
                    frame.State = 1;
                    goto case 1;
                case 1:
                    step = BuiltInTypes.Int64.Unslicer.Read(ref reader, stack, out long created);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Created = DateTime.FromBinary(created);
                    frame.State = 2;
                    goto case 2;
                case 2:
                    step = Customers.Unslicer.Read(ref reader, stack, out Customer? customer);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Customer = customer;
                    frame.State = 3;
                    goto case 3;
                case 3:
                    step = ItemLists.Unslicer.Read(ref reader, stack, out List<LineItem>? items);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    order.Items = items!;
                    frame.State = 4;
                    goto case 4;
                case 4:
                    step = BuiltInTypes.String.Unslicer.Read(ref reader, stack, out string? note);
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
