/// ISO-8859-1, in which every byte is a character.
///
/// Field values are read in it, so that no byte is lost.
package enum Latin1 {
    /// The text of these bytes.
    package static func text(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.withUnsafeBufferPointer(text)
    }

    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if isASCII(bytes) { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
        return text
    }

    /// Appends the bytes of a text; a character that ISO-8859-1 lacks becomes its UTF-8.
    package static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        let isAppended = text.withUTF8 { utf8 in
            guard isASCII(utf8) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        guard !isAppended else { return }
        for scalar in text.unicodeScalars {
            if scalar.value <= 0xFF {
                bytes.append(UInt8(scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var all: UInt8 = 0
        for byte in bytes { all |= byte }
        return all < 0x80
    }
}
