using System.Runtime.CompilerServices;
using Banana.Benchmarks.Models;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

/// <summary>
/// What the wire can do: the order of W2 as a recursive stream of tokens for these classes only, with references, but without frames,
/// policy, budgets, null, or resumption.
/// </summary>
internal sealed class OrderTokens
{
    private const byte Object = 1;
    private const byte Reference = 2;

    private readonly List<object> _read = [];
    private readonly List<string> _texts = [];
    private readonly object?[] _sent = new object?[32];
    private int _count;

    public void Write(ref TokenWriter writer, Order order)
    {
        Open(ref writer, order);
        writer.WriteInteger(order.Id);
        writer.WriteInteger(order.Created.ToBinary());
        Customer customer = order.Customer!;
        Open(ref writer, customer);
        writer.WriteInteger(customer.Id);
        writer.TryWriteText(customer.Name);
        writer.TryWriteText(customer.Email);
        writer.TryWriteText(customer.City);
        writer.WriteClose();
        Open(ref writer, order.Items);
        foreach (LineItem item in order.Items)
        {
            Open(ref writer, item);
            writer.WriteInteger(item.Quantity);
            DecimalTokens.Write(ref writer, item.Price);
            Write(ref writer, item.Product!);
            writer.WriteClose();
        }

        writer.WriteClose();
        writer.TryWriteText(order.Note);
        writer.WriteClose();
        Array.Clear(_sent, 0, _count);
        _count = 0;
    }

    public Order Read(ref TokenReader reader)
    {
        Order order = Enter(ref reader, new Order());
        reader.TryReadInt64(out long id);
        order.Id = id;
        reader.TryReadInt64(out long created);
        order.Created = DateTime.FromBinary(created);
        Customer customer = Enter(ref reader, new Customer());
        reader.TryReadInt32(out int number);
        customer.Id = number;
        customer.Name = Text(ref reader);
        customer.Email = Text(ref reader);
        customer.City = Text(ref reader);
        reader.TryReadClose(out _);
        order.Customer = customer;
        order.Items = Enter(ref reader, new List<LineItem>());
        while (reader.TryReadClose(out _) != ReadStatus.Done)
        {
            LineItem item = Enter(ref reader, new LineItem());
            reader.TryReadInt32(out int quantity);
            item.Quantity = quantity;
            DecimalTokens.TryRead(ref reader, out decimal price);
            item.Price = price;
            item.Product = ReadProduct(ref reader);
            reader.TryReadClose(out _);
            order.Items.Add(item);
        }

        order.Note = Text(ref reader);
        reader.TryReadClose(out _);
        _read.Clear();
        return order;
    }

    private void Write(ref TokenWriter writer, Product product)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_sent[i], product))
            {
                writer.WriteOpen();
                writer.WriteVocab(Reference);
                writer.WriteInteger(i);
                writer.WriteClose();
                return;
            }
        }

        Open(ref writer, product);
        writer.WriteInteger(product.Id);
        writer.TryWriteText(product.Name);
        Open(ref writer, product.Tags);
        foreach (string tag in product.Tags)
        {
            writer.TryWriteText(tag);
        }

        writer.WriteClose();
        writer.WriteClose();
    }

    private Product ReadProduct(ref TokenReader reader)
    {
        reader.TryReadOpen(out _);
        reader.TryReadVocab(out ulong kind);
        if (kind == Reference)
        {
            reader.TryReadInt32(out int known);
            reader.TryReadClose(out _);
            return (Product)_read[known];
        }

        Product product = new();
        _read.Add(product);
        reader.TryReadInt32(out int id);
        product.Id = id;
        product.Name = Text(ref reader);
        _ = Enter(ref reader, product.Tags);
        while (reader.TryReadClose(out _) != ReadStatus.Done)
        {
            _texts.Add(Text(ref reader));
        }

        product.Tags = [.. _texts];
        _read[^1] = product.Tags;
        _texts.Clear();

        reader.TryReadClose(out _);
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Open(ref TokenWriter writer, object sent)
    {
        writer.WriteOpen();
        writer.WriteVocab(Object);
        _sent[_count++] = sent;
    }

    private T Enter<T>(ref TokenReader reader, T made)
        where T : class
    {
        reader.TryReadOpen(out _);
        reader.TryReadVocab(out _);
        _read.Add(made);
        return made;
    }

    private static string Text(ref TokenReader reader)
    {
        reader.TryReadText(out string text);
        return text;
    }
}
