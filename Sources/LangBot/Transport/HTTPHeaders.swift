import Redaction

/// The header fields of a message: ordered, with case-insensitive names.
public struct HTTPHeaders: Hashable, Sendable {
    private struct Field: Hashable, Sendable {
        let name: String
        let value: String
    }

    private var fields: [Field] = []

    /// Creates empty header fields.
    public init() {}

    /// The value of a field; the values of several fields of one name are joined by commas.
    ///
    /// Setting replaces every field of that name; setting nil removes them.
    public subscript(name: String) -> String? {
        get {
            let values = fields.filter { Self.isSame($0.name, name) }.map(\.value)
            return values.isEmpty ? nil : values.joined(separator: ", ")
        }
        set {
            fields.removeAll { Self.isSame($0.name, name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// Adds a field and leaves others of the same name as they are.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
    }
}

extension HTTPHeaders: Sequence {
    /// The fields in order.
    public func makeIterator() -> AnyIterator<(name: String, value: String)> {
        var iterator = fields.makeIterator()
        return AnyIterator { iterator.next().map { ($0.name, $0.value) } }
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    /// Makes fields in the order written.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}

extension HTTPHeaders: CustomStringConvertible, CustomReflectable {
    /// The fields with the values of those left out whose names say that they are secret, such as `X-Api-Key`.
    public var description: String {
        "[\(redacted.fields.map { "\($0.name): \($0.value)" }.joined(separator: ", "))]"
    }

    /// The same fields without the values that are secret.
    var redacted: HTTPHeaders { redacted(Redactor()) }

    func redacted(_ redactor: Redactor) -> HTTPHeaders {
        var copy = HTTPHeaders()
        for (name, value) in self { copy.append(name, redactor.value(of: name, value)) }
        return copy
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["fields": description]) }
}
