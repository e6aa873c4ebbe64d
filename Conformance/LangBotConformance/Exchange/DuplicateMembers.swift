/// Finds objects in JSON that have a member twice, of which every parser chooses for itself.
enum DuplicateMembers {
    /// Whether an object in the text names a member twice; false where the text is not JSON.
    static func isIn(_ text: [UInt8]) -> Bool {
        var names: [Set<ArraySlice<UInt8>>] = []
        var isObject: [Bool] = []
        // Whether the next text is the name of a member.
        var expectsName = false
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case UInt8(ascii: "{"):
                names.append([])
                isObject.append(true)
                expectsName = true
            case UInt8(ascii: "["):
                isObject.append(false)
                expectsName = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if isObject.popLast() == true { names.removeLast() }
                expectsName = false
            case UInt8(ascii: ","):
                expectsName = isObject.last ?? false
            case UInt8(ascii: "\""):
                let start = index + 1
                var end = start
                while end < text.endIndex, text[end] != UInt8(ascii: "\"") {
                    end += text[end] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard end < text.endIndex else { return false }
                if expectsName, let last = names.indices.last, !names[last].insert(text[start..<end]).inserted {
                    return true
                }
                expectsName = false
                index = end
            default: break
            }
            index += 1
        }
        return false
    }
}
