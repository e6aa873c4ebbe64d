/// A condition for the events that a binding covers, since 4.11.
///
/// ```swift
/// let filters = [EventFilter(.text, .contains, "help"), EventFilter(.isAtBot, true)]
/// let binding = EventBinding("message.received", pipeline: pipeline, filters: filters)
/// print(binding.eventPattern)
/// ```
public struct EventFilter: JSONFields {
    /// What is compared: a member of the event, whose members are joined by dots, such as `group.id`.
    public struct Field: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// The text of the message.
        public static let text: Field = "message_text"
        /// The types of the message's parts, a list of texts such as `Image`.
        public static let elementTypes: Field = "message_element_types"
        /// Whether the message mentions the bot.
        public static let isAtBot: Field = "is_at_bot"
        /// The kind of conversation: `person` or `group`.
        public static let chatType: Field = "chat_type"
    }

    public var fields: JSONObject

    public init(fields: JSONObject) { self.fields = fields }

    /// Creates a condition that a member is a value.
    public init(_ field: Field, _ value: JSONValue) { self.init(field, .equals, value) }

    /// Creates a condition.
    ///
    /// - Parameters:
    ///   - field: What is compared.
    ///   - comparison: How it is compared.
    ///   - value: What it is compared with.
    public init(_ field: Field, _ comparison: MatchOperator, _ value: JSONValue) {
        fields = ["field": .string(field.rawValue), "operator": .string(comparison.rawValue), "value": value]
    }

    /// What is compared.
    public var field: Field {
        get { Field(rawValue: (fields["field"] ?? fields["path"])?.stringValue ?? "") }
        set { fields["field"] = .string(newValue.rawValue) }
    }

    /// How it is compared.
    public var comparison: MatchOperator {
        get { fields["operator"]?.stringValue.map(MatchOperator.init(rawValue:)) ?? .equals }
        set { fields["operator"] = .string(newValue.rawValue) }
    }

    /// What it is compared with.
    public var value: JSONValue {
        get { fields["value"] ?? .null }
        set { fields["value"] = newValue }
    }
}
