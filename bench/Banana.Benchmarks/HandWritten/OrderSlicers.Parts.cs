using Banana.Benchmarks.Models;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

internal static partial class OrderSlicers
{
    private sealed class CustomerSlicer() : PositionalSlicer<Customer>("customer")
    {
        public static readonly CustomerSlicer Instance = new();

        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Customer? value) =>
            stack.TryEnter(ref writer, this, value, out SliceStep step) ? stack.Leave(ref writer, Slice(ref writer, ref stack.Top, stack)) : step;

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
        public static readonly CustomerUnslicer Instance = new();

        public override object Begin(UnslicerStack stack) => new Customer();

        protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out Customer? value)
        {
            if (stack.TryEnter(ref reader, this, Word))
            {
                value = new Customer();
                return stack.Leave(Receive(ref reader, ref stack.Publish(value), stack));
            }

            if (stack.TryTakeReference(ref reader, this, out object? known))
            {
                value = (Customer)known;
                return UnsliceStep.Done;
            }

            return base.ReadUntasted(ref reader, stack, out value);
        }

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            Customer customer = (Customer)frame.Target!;
            UnsliceStep step;
            if (frame.State == 0)
            {
                step = s_int32.Read(ref reader, stack, out int id);
                if (step != UnsliceStep.Done)
                {
                    return step;
                }

                customer.Id = id;
                frame.State = 1;
            }

            for (; frame.State < 4; frame.State++)
            {
                step = s_text.Read(ref reader, stack, out string? text);
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
        public static readonly ProductSlicer Instance = new();

        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Product? value) =>
            stack.TryEnter(ref writer, this, value, out SliceStep step) ? stack.Leave(ref writer, Slice(ref writer, ref stack.Top, stack)) : step;

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
            return step == SliceStep.Done ? s_tagSlicer.Write(ref writer, stack, product.Tags) : step;
        }
    }

    private sealed class ProductUnslicer() : PositionalUnslicer<Product>("product")
    {
        public static readonly ProductUnslicer Instance = new();

        public override object Begin(UnslicerStack stack) => new Product();

        protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out Product? value)
        {
            if (stack.TryEnter(ref reader, this, Word))
            {
                value = new Product();
                return stack.Leave(Receive(ref reader, ref stack.Publish(value), stack));
            }

            if (stack.TryTakeReference(ref reader, this, out object? known))
            {
                value = (Product)known;
                return UnsliceStep.Done;
            }

            return base.ReadUntasted(ref reader, stack, out value);
        }

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            Product product = (Product)frame.Target!;
            UnsliceStep step;
            switch (frame.State)
            {
                case 0:
                    step = s_int32.Read(ref reader, stack, out int id);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    product.Id = id;
                    frame.State = 1;
                    goto case 1;
                case 1:
                    step = s_text.Read(ref reader, stack, out string? name);
                    if (step != UnsliceStep.Done)
                    {
                        return step;
                    }

                    product.Name = name!;
                    frame.State = 2;
                    goto case 2;
                case 2:
                    step = s_tags.Read(ref reader, stack, out string[]? tags);
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
            ((Product)frame.Target!).Tags = (string[])child!;
            frame.State++;
        }
    }

    private sealed class LineItemSlicer() : PositionalSlicer<LineItem>("item")
    {
        public static readonly LineItemSlicer Instance = new();

        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, LineItem? value) =>
            stack.TryEnter(ref writer, this, value, out SliceStep step) ? stack.Leave(ref writer, Slice(ref writer, ref stack.Top, stack)) : step;

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
            return ProductSlicer.Instance.Write(ref writer, stack, item.Product);
        }
    }

    private sealed class LineItemUnslicer() : PositionalUnslicer<LineItem>("item")
    {
        public static readonly LineItemUnslicer Instance = new();

        public override object Begin(UnslicerStack stack) => new LineItem();

        protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out LineItem? value)
        {
            if (stack.TryEnter(ref reader, this, Word))
            {
                value = new LineItem();
                return stack.Leave(Receive(ref reader, ref stack.Publish(value), stack));
            }

            if (stack.TryTakeReference(ref reader, this, out object? known))
            {
                value = (LineItem)known;
                return UnsliceStep.Done;
            }

            return base.ReadUntasted(ref reader, stack, out value);
        }

        public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
        {
            LineItem item = (LineItem)frame.Target!;
            UnsliceStep step;
            switch (frame.State)
            {
                case 0:
                    step = s_int32.Read(ref reader, stack, out int quantity);
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
                    step = ProductUnslicer.Instance.Read(ref reader, stack, out Product? product);
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
