/// A passage that a retrieval found.
public struct RetrievedPassage: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the passage.
    public var id: String? { self[text: "id"] }
    /// The passage's metadata, often including its text and file.
    public var metadata: JSONObject { self[object: "metadata"] ?? [:] }
    /// The parts of the passage; empty in releases that do not send them.
    public var content: [JSONValue] { self[array: "content"] ?? [] }
    /// The relevance according to a rerank model, since 4.9; nil if none was used.
    public var score: Double? { fields["score"]?.doubleValue }
    /// The distance between the passage and the query; 0 is nearest.
    public var distance: Double? { fields["distance"]?.doubleValue }

    /// The text of the passage, taken from wherever the release puts it.
    public var text: String? {
        let parts = content.compactMap { $0["text"]?.stringValue }
        return parts.isEmpty ? metadata["text"]?.stringValue : parts.joined(separator: "\n")
    }
}
