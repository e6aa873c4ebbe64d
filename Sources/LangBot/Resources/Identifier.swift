/// What the server calls a resource, such as a bot's UUID.
///
/// Each kind of resource has a type of its own, such as `Bot.ID` and `Pipeline.ID`, so that
/// `client.bots.get(pipeline)` does not compile.
///
/// ```swift
/// let stored: Bot.ID = "a3c1…"
/// print(try await client.bots.get(stored).name, stored.rawValue)
/// ```
public struct Identifier<Resource>: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Creates an identifier that is known as text, such as one from a configuration.
    public init(_ text: String) { self.init(rawValue: text) }

    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// The text itself.
    public var description: String { rawValue }
}

/// The number by which the server knows a resource, such as an API key.
public struct NumericIdentifier<Resource>: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByIntegerLiteral,
    CustomStringConvertible
{
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public init(integerLiteral value: Int64) { self.init(rawValue: value) }

    /// The decimal form used in paths.
    public var description: String { String(rawValue) }
}

extension JSONValue {
    /// An identifier, or nil for nil.
    init?<Resource>(_ identifier: Identifier<Resource>?) {
        guard let identifier else { return nil }
        self = .string(identifier.rawValue)
    }
}

extension Identifier: QueryValue {
    var queryText: String { rawValue }
}

extension ServerObject {
    /// The text by which the server knows the object.
    ///
    /// What was received counts: a change of the member does not make the object another one.
    func identity(_ path: String = "uuid") -> String {
        guard let text = members.received[path: path]?.stringValue, !text.isEmpty else {
            preconditionFailure("a \(Self.self) was created from members without \"\(path)\", which has to identify it")
        }
        return text
    }

    func identity<Resource>(_ path: String = "uuid") -> Identifier<Resource> { Identifier(identity(path)) }

    /// The number by which the server knows the object.
    func number(_ name: String = "id") -> Int64 {
        guard let number = members.received[name]?.integerValue, number >= 0 else {
            preconditionFailure("a \(Self.self) was created from members without \"\(name)\", which has to identify it")
        }
        return number
    }

    func number<Resource>(_ name: String = "id") -> NumericIdentifier<Resource> {
        NumericIdentifier(rawValue: number(name))
    }

    /// The plugin that the object is about.
    func plugin(_ name: String) -> PluginID {
        guard let id = PluginID(identity(name) as String) else {
            preconditionFailure("a \(Self.self) was created with a \"\(name)\" that is not of the form author/name")
        }
        return id
    }

    subscript<Resource>(identifier name: String) -> Identifier<Resource>? {
        get { self[text: name].flatMap { $0.isEmpty ? nil : Identifier($0) } }
        set { self[text: name] = newValue?.rawValue }
    }
}
