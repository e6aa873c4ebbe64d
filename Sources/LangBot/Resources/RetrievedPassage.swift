/// A passage that a retrieval found.
public struct RetrievedPassage: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the passage.
    public var id: String? { self[text: "id"] }
    /// What is known about the passage; often its text and file.
    public var metadata: JSONObject { self[object: "metadata"] ?? [:] }
    /// The parts of the passage, where the release answers them.
    public var content: [JSONValue] { self[array: "content"] ?? [] }
    /// How well the passage fits the question, as a rerank model sees it, since 4.9; nil when none was asked.
    public var score: Double? { fields["score"]?.doubleValue }
    /// How far the passage is from the question; 0 is nearest.
    public var distance: Double? { fields["distance"]?.doubleValue }

    /// The text of the passage, wherever the release puts it.
    public var text: String? {
        let parts = content.compactMap { $0["text"]?.stringValue }
        return parts.isEmpty ? metadata["text"]?.stringValue : parts.joined(separator: "\n")
    }
}
