import JSONCore
import Redaction

/// A record as it is shown: without its secrets, which an edited copy gets back.
struct MaskedRecord {
    /// The record without its secrets.
    let shown: JSONValue
    private let stored: JSONValue

    /// - Parameter redactor: has learned from this record and from what the mock has seen elsewhere.
    init(_ record: JSONObject, hiding redactor: Redactor) {
        stored = .object(record)
        shown = (try? JSONValue(parsing: redactor.content(stored.serialized()))) ?? .null
    }

    /// An edited copy of what was shown, with every mask that was left in place replaced by what it stands for.
    ///
    /// - Throws: a sentence where a mask stands for nothing.
    func restored(_ edited: JSONValue) throws(MockInputError) -> JSONValue {
        try Self.restored(edited, shown, stored)
    }

    private static func restored(
        _ edited: JSONValue,
        _ shown: JSONValue?,
        _ stored: JSONValue?
    ) throws(MockInputError) -> JSONValue {
        if let stored, edited == shown { return stored }
        switch edited {
        case .object(let members):
            var restored: [(String, JSONValue)] = []
            for (name, value) in members {
                restored.append((name, try self.restored(value, shown?[name], stored?[name])))
            }
            return .object(JSONObject(restored))
        case .array(let elements):
            let old = stored?.arrayValue ?? []
            let masks = shown?.arrayValue ?? []
            var restored: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                // Elements may have moved. One that was changed is known by its place, as long as all keep theirs.
                let isInPlace = index < old.count && element == masks[index]
                if let position = isInPlace ? index : masks.firstIndex(of: element) {
                    restored.append(old[position])
                } else {
                    let keepsPlaces = elements.count == old.count
                    let (mask, value) = keepsPlaces ? (masks[index], old[index]) : (nil, nil)
                    restored.append(try self.restored(element, mask, value))
                }
            }
            return .array(restored)
        case .string(let text) where Redactor.isMask(text):
            // More may have been shown as a secret by then, or less.
            if let stored, let whole = stored.stringValue, Redactor.isMask(text, of: whole) { return stored }
            throw MockInputError("'\(text)' hides a secret that is not known here; write the secret itself")
        default: return edited
        }
    }
}
