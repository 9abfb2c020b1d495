using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>Compiles delegates that get and set members and create instances.</summary>
[RequiresUnreferencedCode("Members are looked up by reflection.")]
[RequiresDynamicCode("Accessors are compiled at run time.")]
internal static class ReflectedAccess
{
    public static Func<TOwner, T> Getter<TOwner, T>(ReflectedMember member)
    {
        ParameterExpression owner = Expression.Parameter(typeof(TOwner));
        return Expression.Lambda<Func<TOwner, T>>(Access(owner, member), owner).Compile();
    }

    /// <summary>Returns a delegate that sets a member of a class; null if only the constructor can.</summary>
    public static Action<TOwner, T>? Setter<TOwner, T>(ReflectedMember member)
    {
        ParameterExpression owner = Expression.Parameter(typeof(TOwner));
        ParameterExpression value = Expression.Parameter(typeof(T));
        if (member.Accessor?.SetMethod is { } set)
        {
            return Expression.Lambda<Action<TOwner, T>>(
                Expression.Call(Expression.Convert(owner, set.DeclaringType!), set, value), owner, value).Compile();
        }

        if (member.Field is not { } field)
        {
            return null;
        }

        return field.IsInitOnly
            ? (target, assigned) => field.SetValue(target, assigned) // the expression compiler refuses to write to such a field
            : Expression.Lambda<Action<TOwner, T>>(
                Expression.Assign(Expression.Field(Expression.Convert(owner, field.DeclaringType!), field), value), owner, value).Compile();
    }

    public static Func<object?[], T> Constructor<T>(ConstructorInfo constructor)
    {
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        IEnumerable<Expression> converted = constructor.GetParameters().Select(
            (parameter, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType));
        return Expression.Lambda<Func<object?[], T>>(Expression.New(constructor, converted), arguments).Compile();
    }

    private static MemberExpression Access(Expression owner, ReflectedMember member) => member.Accessor is { } property
        ? Expression.Property(Expression.Convert(owner, property.DeclaringType!), property)
        : Expression.Field(Expression.Convert(owner, member.Field!.DeclaringType!), member.Field);
}
