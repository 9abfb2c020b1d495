using Banana.Benchmarks.Models;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

internal static partial class OrderSlicers
{
    private sealed class CustomerSlicer() : PositionalSlicer<Customer>("customer")
    {
        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            Customer customer = (Customer)frame.Target;
            writer.WriteInteger(customer.Id);
            SliceStep step = stack.WriteText(ref writer, customer.Name);
            step = step == SliceStep.Done ? stack.WriteText(ref writer, customer.Email) : step;
            return step == SliceStep.Done ? stack.WriteText(ref writer, customer.City) : step;
        }
    }

    private sealed class CustomerUnslicer() : PositionalUnslicer<Customer>("customer")
    {
        public override object Begin(UnslicerStack stack) => new Customer();

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            Customer customer = (Customer)frame.Target!;
            UnsliceStep step;
            if (frame.State == 0)
            {
                step = BuiltInTypes.Int32.Unslicer.Read(ref reader, stack, out int id);
                if (step != UnsliceStep.Done)
                {
                    return step;
                }

                customer.Id = id;
                frame.State = 1;
            }

            for (; frame.State < 4; frame.State++)
            {
                step = BuiltInTypes.String.Unslicer.Read(ref reader, stack, out string? text);
                if (step != UnsliceStep.Done)
                {
                    return step;
                }

                switch (frame.State)
                {
                    case 1:
                        customer.Name = text!;
                        break;
                    case 2:
                        customer.Email = text!;
                        break;
                    default:
                        customer.City = text!;
                        break;
                }
            }

            return stack.Close(ref reader, ref frame);
        }
    }

    private sealed class ProductSlicer() : PositionalSlicer<Product>("product")
    {
        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            Product product = (Product)frame.Target;
            if (frame.State != 0)
            {
                return SliceStep.Done;
            }

            frame.State = 1;
            writer.WriteInteger(product.Id);
            SliceStep step = stack.WriteText(ref writer, product.Name);
            return step == SliceStep.Done ? Tags.Slicer.Write(ref writer, stack, product.Tags) : step;
        }
    }

    private sealed class ProductUnslicer() : PositionalUnslicer<Product>("product")
    {
        public override object Begin(UnslicerStack stack) => new Product();

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            Product product = (Product)frame.Target!;
            UnsliceStep step;
            switch (frame.State)
            {
                case 0:
                    step = BuiltInTypes.Int32.Unslicer.Read(ref reader, stack, out int id);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    product.Id = id;
                    frame.State = 1;
                    goto case 1;
                case 1:
                    step = BuiltInTypes.String.Unslicer.Read(ref reader, stack, out string? name);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    product.Name = name!;
                    frame.State = 2;
                    goto case 2;
                case 2:
                    step = Tags.Unslicer.Read(ref reader, stack, out List<string>? tags);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    product.Tags = tags!;
                    frame.State = 3;
                    goto default;
                default:
                    return stack.Close(ref reader, ref frame);
            }
        }

        public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
        {
            ((Product)frame.Target!).Tags = (List<string>)child!;
            frame.State++;
        }
    }

    private sealed class LineItemSlicer() : PositionalSlicer<LineItem>("item")
    {
        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
        {
            if (frame.State != 0)
            {
                return SliceStep.Done;
            }

            LineItem item = (LineItem)frame.Target;
            frame.State = 1;
            writer.WriteInteger(item.Quantity);
            DecimalTokens.Write(ref writer, item.Price);
            return Products.Slicer.Write(ref writer, stack, item.Product);
        }
    }

    private sealed class LineItemUnslicer() : PositionalUnslicer<LineItem>("item")
    {
        public override object Begin(UnslicerStack stack) => new LineItem();

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            LineItem item = (LineItem)frame.Target!;
            UnsliceStep step;
            switch (frame.State)
            {
                case 0:
                    step = BuiltInTypes.Int32.Unslicer.Read(ref reader, stack, out int quantity);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    item.Quantity = quantity;
                    frame.State = 1;
                    goto case 1;
                case 1:
                    step = DecimalTokens.Read(ref reader, stack, out decimal price);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    item.Price = price;
                    frame.State = 2;
                    goto case 2;
                case 2:
                    step = Products.Unslicer.Read(ref reader, stack, out Product? product);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    item.Product = product;
                    frame.State = 3;
                    goto default;
                default:
                    return stack.Close(ref reader, ref frame);
            }
        }

        public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
        {
            ((LineItem)frame.Target!).Product = (Product?)child;
            frame.State++;
        }
    }
}
