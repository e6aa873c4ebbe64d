extension String {
    /// Creates a string from bytes; nil if they are not well-formed UTF-8 (RFC 3629, section 4).
    package init?(validatingBytes bytes: UnsafeBufferPointer<UInt8>) {
        guard isWellFormedUTF8(bytes) else { return nil }
        self.init(decoding: bytes, as: UTF8.self)
    }
}

private func isWellFormedUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
        let lead = bytes[index]
        guard lead >= 0x80 else {
            index += 1
            continue
        }
        guard let form = UTF8Form(lead: lead), index + form.length <= bytes.count,
            form.second.contains(bytes[index + 1])
        else { return false }
        for offset in 2..<max(form.length, 2) where !(0x80...0xBF).contains(bytes[index + offset]) {
            return false
        }
        index += form.length
    }
    return true
}

/// The continuation bytes that a lead byte allows.
private struct UTF8Form {
    let length: Int
    let second: ClosedRange<UInt8>

    init?(lead: UInt8) {
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
    }
}
