/// What a byte may be a part of, looked up in a table: this is asked of every byte of every text.
struct ByteClass: OptionSet, Sendable {
    let rawValue: UInt8

    /// Letters, digits, `_`, `-`, `.` and all beyond ASCII.
    static let word = ByteClass(rawValue: 1)
    /// What a random run consists of: letters, digits, `_`, `-` and `+`.
    static let run = ByteClass(rawValue: 2)
    /// The first character of an issued key or token, digits included.
    static let issued = ByteClass(rawValue: 4)
    /// What a text is not just copied at: words, and the characters that secrets follow.
    static let notable = ByteClass(rawValue: 8)
    /// What may follow the name of a value.
    static let separator = ByteClass(rawValue: 16)
    /// What a name or value without quotation marks consists of in a structure.
    static let scalar = ByteClass(rawValue: 32)
    /// What an address consists of.
    static let address = ByteClass(rawValue: 64)
    /// What a value without quotation marks consists of in a text.
    static let value = ByteClass(rawValue: 128)

    /// In place of the generic one, through which debug builds take several calls for every byte.
    func contains(_ kind: ByteClass) -> Bool { rawValue & kind.rawValue != 0 }

    /// The classes of all bytes, which are never released.
    nonisolated(unsafe) static let pointer: UnsafePointer<ByteClass> = {
        let pointer = UnsafeMutablePointer<ByteClass>.allocate(capacity: table.count)
        pointer.initialize(from: table, count: table.count)
        return UnsafePointer(pointer)
    }()

    private static let table: [ByteClass] = (0...255).map { number in
        let byte = UInt8(number)
        var classes: ByteClass = []
        if byte.isNameLetter || "_-.".utf8.contains(byte) { classes.insert(.word) }
        if byte.isLetterOrDigit || "_-+".utf8.contains(byte) { classes.insert(.run) }
        if byte.isDigit || !SourceText.issued[number].isEmpty { classes.insert(.issued) }
        if byte.isNameLetter || "\\-:[".utf8.contains(byte) { classes.insert(.notable) }
        if byte == 0x20 || "\\\"']:=%".utf8.contains(byte) { classes.insert(.separator) }
        if byte.isNameLetter || "-_.+".utf8.contains(byte) { classes.insert(.scalar) }
        if !byte.isSpace, !"\"'<>`".utf8.contains(byte) { classes.insert(.address) }
        if !byte.isSpace, !"&\"<>\\`".utf8.contains(byte) { classes.insert(.value) }
        return classes
    }
}
