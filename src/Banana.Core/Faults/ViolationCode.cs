namespace Banana;

/// <summary>The reason why an object was refused. The list is closed, so that tools may switch over it.</summary>
public enum ViolationCode
{
    /// <summary>A token that is not allowed at this position.</summary>
    UnexpectedToken = 1,

    /// <summary>A number that does not fit the declared type.</summary>
    NumberOutOfRange = 2,

    /// <summary>Text that is not valid UTF-8 (reading) or not valid UTF-16 (writing).</summary>
    InvalidText = 3,

    /// <summary>A byte string longer than <see cref="Wire.WireLimits.MaxStringBytes"/> or than the position allows.</summary>
    StringTooLong = 4,

    /// <summary>An integer body longer than <see cref="Wire.WireLimits.MaxIntegerBytes"/>.</summary>
    IntegerTooLong = 5,

    /// <summary>More elements than <see cref="Wire.WireLimits.MaxCollectionItems"/>.</summary>
    CollectionTooLarge = 6,

    /// <summary>More nested sequences than <see cref="Wire.WireLimits.MaxDepth"/>.</summary>
    TooDeep = 7,

    /// <summary>A top-level object with more sequences than <see cref="Wire.WireLimits.MaxObjects"/>.</summary>
    TooManyObjects = 8,

    /// <summary>A top-level object that takes more memory than <see cref="Wire.WireLimits.MaxManagedBytes"/>.</summary>
    TooMuchMemory = 9,

    /// <summary>An index token that is not a STRING or VOCAB, is too long, or is not UTF-8.</summary>
    InvalidOpenType = 10,

    /// <summary>An open type that is not registered, or that the position or the policy does not accept.</summary>
    RefusedOpenType = 11,

    /// <summary>A VOCAB index that is not in the vocabulary.</summary>
    UnknownVocabulary = 12,

    /// <summary>A vocabulary definition that is malformed or exceeds a vocabulary limit.</summary>
    InvalidVocabulary = 13,

    /// <summary>A reference to an object that was never sent, was refused, or is not referenceable.</summary>
    DanglingReference = 14,

    /// <summary>A reference to an object of a type that the position does not accept.</summary>
    ReferenceTypeMismatch = 15,

    /// <summary>An immutable object that can only be built from itself.</summary>
    UnresolvableCycle = 16,

    /// <summary>A sequence that ends before all of its parts.</summary>
    SequenceTooShort = 17,

    /// <summary>A sequence that continues after all of its parts.</summary>
    SequenceTooLong = 18,

    /// <summary>The same key or attribute twice.</summary>
    DuplicateKey = 19,

    /// <summary>A key that cannot be hashed because it is null, mutable, incomplete, or too large to hash safely.</summary>
    InvalidKey = 20,

    /// <summary>An attribute that the type does not have.</summary>
    UnknownAttribute = 21,

    /// <summary>A required attribute that is missing.</summary>
    MissingAttribute = 22,

    /// <summary>An object that the sender aborted (ABORT).</summary>
    Aborted = 23,

    /// <summary>A value whose type is not registered (writing).</summary>
    UnregisteredType = 24,

    /// <summary>An exception thrown by a constructor, property or callback of user code; see the inner exception.</summary>
    UserCode = 25,

    /// <summary>A value that the dialect cannot represent without a change.</summary>
    NotRepresentable = 26,

    /// <summary>A value that a taster refused.</summary>
    RefusedValue = 27,

    /// <summary>A reference to an object whose contents were read under weaker rules than those at the position of the reference.</summary>
    RefusedReference = 28,

    /// <summary>More objects that can be referred to than <see cref="Wire.WireLimits.MaxReferences"/>.</summary>
    TooManyReferences = 29,

    /// <summary>A top-level object with more tokens than <see cref="Wire.WireLimits.MaxTokens"/>.</summary>
    TooManyTokens = 30,

    /// <summary>A top-level object with more bytes on the wire than <see cref="Wire.WireLimits.MaxWireBytes"/>.</summary>
    TooManyBytes = 31,

    /// <summary>Parts that are valid by themselves but form no valid value, such as a date that does not exist.</summary>
    InvalidValue = 32,

    /// <summary>An instance with a shape that was neither defined nor agreed on.</summary>
    UnknownShape = 33,

    /// <summary>A shape definition that is malformed, repeated, or exceeds <see cref="Wire.WireLimits.MaxShapeBytes"/>.</summary>
    InvalidShape = 34,

    /// <summary>
    /// More colliding keys than <see cref="Wire.WireLimits.MaxKeyCollisions"/>, whose comparison the bytes do not pay for.
    /// </summary>
    TooManyCollisions = 35,

    /// <summary>More work than the bytes pay for; see <see cref="Wire.WireLimits.MaxWorkPerByte"/>.</summary>
    TooMuchWork = 36,

    /// <summary>A value whose type differs from that of the member, so that it might not come back unchanged (PROTOCOL.md [I-6]).</summary>
    ChangedType = 37,
}
