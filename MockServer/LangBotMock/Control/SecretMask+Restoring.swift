import JSONCore

extension SecretMask {
    /// What somebody made of a masked value: what still is as it was shown becomes what it stands for.
    ///
    /// - Throws: a sentence where a mask stands for nothing.
    static func restored(_ edited: JSONValue, from stored: JSONValue?) throws(MockInputError) -> JSONValue {
        if let stored, edited == value(stored) { return stored }
        switch edited {
        case .object(let members):
            var restored: [(String, JSONValue)] = []
            for (name, value) in members {
                let old = stored?[name]
                if let old, value == member(name, old) {
                    restored.append((name, old))
                } else {
                    restored.append((name, try self.restored(value, from: old)))
                }
            }
            return .object(JSONObject(restored))
        case .array(let elements):
            let old = stored?.arrayValue ?? []
            let shown = old.map(value)
            var restored: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                // Elements may have moved. One that was changed is known by its place, as long as all keep theirs.
                let isInPlace = index < old.count && element == shown[index]
                if let position = isInPlace ? index : shown.firstIndex(of: element) {
                    restored.append(old[position])
                } else {
                    restored.append(try self.restored(element, from: elements.count == old.count ? old[index] : nil))
                }
            }
            return .array(restored)
        case .string(let text) where text == replacement || text.contains("lbk_***") || text.contains("eyJ***"):
            throw MockInputError("'\(text)' hides a secret that is not known here; write the secret itself")
        default: return edited
        }
    }
}
