namespace Banana;

/// <summary>Why one object was refused. The list is closed: tools may switch over it.</summary>
public enum ViolationCode
{
    /// <summary>A token of a kind that may not stand at this position.</summary>
    UnexpectedToken = 1,

    /// <summary>A number that does not fit the declared type.</summary>
    NumberOutOfRange = 2,

    /// <summary>Text that is not valid UTF-8 (reading) or not valid UTF-16 (writing).</summary>
    InvalidText = 3,

    /// <summary>A byte string longer than <see cref="Wire.WireLimits.MaxStringBytes"/> or than its position allows.</summary>
    StringTooLong = 4,

    /// <summary>An integer body longer than <see cref="Wire.WireLimits.MaxIntegerBytes"/>.</summary>
    IntegerTooLong = 5,

    /// <summary>More elements than <see cref="Wire.WireLimits.MaxCollectionItems"/>.</summary>
    CollectionTooLarge = 6,

    /// <summary>More nested sequences than <see cref="Wire.WireLimits.MaxDepth"/>.</summary>
    TooDeep = 7,

    /// <summary>One top-level object opened more sequences than <see cref="Wire.WireLimits.MaxObjects"/>.</summary>
    TooManyObjects = 8,

    /// <summary>One top-level object would cost more memory than <see cref="Wire.WireLimits.MaxManagedBytes"/>.</summary>
    TooMuchMemory = 9,

    /// <summary>An index token that is not a STRING or VOCAB, is too long, or is not UTF-8.</summary>
    InvalidOpenType = 10,

    /// <summary>An open type nobody registered, or one that this position or policy does not accept.</summary>
    RefusedOpenType = 11,

    /// <summary>A VOCAB index that is in no table.</summary>
    UnknownVocabulary = 12,

    /// <summary>A vocabulary definition that is malformed or passes a vocabulary limit.</summary>
    InvalidVocabulary = 13,

    /// <summary>A reference to an object that was never sent, was refused, or is not referenceable.</summary>
    DanglingReference = 14,

    /// <summary>A reference to an object whose type does not fit the position.</summary>
    ReferenceTypeMismatch = 15,

    /// <summary>An immutable object that can only be built from itself.</summary>
    UnresolvableCycle = 16,

    /// <summary>A sequence closed before all its parts arrived.</summary>
    SequenceTooShort = 17,

    /// <summary>A sequence that goes on after all its parts arrived.</summary>
    SequenceTooLong = 18,

    /// <summary>The same key or attribute twice.</summary>
    DuplicateKey = 19,

    /// <summary>A key that cannot be hashed: null, mutable, unfinished, or too large to hash safely.</summary>
    InvalidKey = 20,

    /// <summary>An attribute that the type does not have.</summary>
    UnknownAttribute = 21,

    /// <summary>A required attribute did not arrive.</summary>
    MissingAttribute = 22,

    /// <summary>The sender gave up on this object (ABORT).</summary>
    Aborted = 23,

    /// <summary>A value whose type nobody registered (writing).</summary>
    UnregisteredType = 24,

    /// <summary>A constructor, property or callback of user code threw; see the inner exception.</summary>
    UserCode = 25,

    /// <summary>The value cannot be written in this dialect without being changed.</summary>
    NotRepresentable = 26,

    /// <summary>A value that a taster has seen and refused.</summary>
    RefusedValue = 27,

    /// <summary>A reference to an object that was read where less was asked of its inside than is asked where the reference stands.</summary>
    RefusedReference = 28,

    /// <summary>More objects that can be referred to than <see cref="Wire.WireLimits.MaxReferences"/>.</summary>
    TooManyReferences = 29,

    /// <summary>One top-level object has more tokens than <see cref="Wire.WireLimits.MaxTokens"/>.</summary>
    TooManyTokens = 30,

    /// <summary>One top-level object has more bytes on the wire than <see cref="Wire.WireLimits.MaxWireBytes"/>.</summary>
    TooManyBytes = 31,

    /// <summary>Parts that are all in order by themselves, but make no value of the type: a date that no calendar has, a time zone without rules.</summary>
    InvalidValue = 32,

    /// <summary>An instance of a shape that was neither defined nor agreed on.</summary>
    UnknownShape = 33,

    /// <summary>The definition of a shape that is malformed, given twice, or passes <see cref="Wire.WireLimits.MaxShapeBytes"/>.</summary>
    InvalidShape = 34,

    /// <summary>More keys in one bucket than <see cref="Wire.WireLimits.MaxKeyCollisions"/>, and than the bytes pay for comparing.</summary>
    TooManyCollisions = 35,

    /// <summary>More work than the bytes pay for; see <see cref="Wire.WireLimits.MaxWorkPerByte"/>.</summary>
    TooMuchWork = 36,

    /// <summary>A value of another type than the member's, which could come back as another value (PROTOCOL.md [I-6]).</summary>
    ChangedType = 37,
}
