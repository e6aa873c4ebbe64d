/// A rule that routes messages of a bot to a pipeline, from 4.9 to 4.10; the first that matches counts.
public struct RoutingRule: JSONFields {
    /// What of a message is compared.
    ///
    /// Servers may define further subjects.
    public struct Subject: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// The kind of conversation: `person` or `group`.
        public static let chatType: Subject = "launcher_type"
        /// The identifier of the person or group.
        public static let chatID: Subject = "launcher_id"
        /// The text of the message.
        public static let text: Subject = "message_content"
        /// The types of the message's parts, such as `Image`; with `.equals` and `.differs` only.
        public static let element: Subject = "message_has_element"
    }

    public var fields: JSONObject

    public init(fields: JSONObject) { self.fields = fields }

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - subject: What of a message is compared.
    ///   - comparison: How it is compared.
    ///   - value: What it is compared with.
    ///   - pipelineID: The pipeline for messages that match; nil to discard them.
    public init(_ subject: Subject, _ comparison: MatchOperator, _ value: String, pipeline pipelineID: Pipeline.ID?) {
        fields = [
            "type": .string(subject.rawValue), "operator": .string(comparison.rawValue), "value": .string(value),
            "pipeline_uuid": .string(pipelineID?.rawValue ?? Self.discards),
        ]
    }

    /// What of a message is compared.
    public var subject: Subject {
        get { Subject(rawValue: fields["type"]?.stringValue ?? "") }
        set { fields["type"] = .string(newValue.rawValue) }
    }

    /// How it is compared.
    public var comparison: MatchOperator {
        get { fields["operator"]?.stringValue.map(MatchOperator.init(rawValue:)) ?? .equals }
        set { fields["operator"] = .string(newValue.rawValue) }
    }

    /// What it is compared with.
    public var value: String {
        get { fields["value"]?.stringValue ?? "" }
        set { fields["value"] = .string(newValue) }
    }

    /// The pipeline for messages that match; nil if they are discarded.
    public var pipelineID: Pipeline.ID? {
        get { fields["pipeline_uuid"]?.stringValue.flatMap { $0 == Self.discards ? nil : Pipeline.ID($0) } }
        set { fields["pipeline_uuid"] = .string(newValue?.rawValue ?? Self.discards) }
    }

    private static let discards = "__discard__"
}
