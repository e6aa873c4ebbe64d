import JSONCore

/// A conversation of a user with the assistant of the web interface.
struct AssistantConversation: Sendable {
    enum Status: String, Sendable {
        case ready
        case running
        /// Waits for the user to allow what the assistant wants to change.
        case approval
        case failed
    }

    /// A turn that goes on by itself, whoever listens.
    struct Run: Sendable {
        let revision: Int64
        /// What the user sees of the conversation meanwhile.
        var shown: JSONValue
        var progress = JSONObject()
    }

    let uuid: String
    /// The account that talks.
    let account: String
    var revision: Int64 = 0
    var status = Status.ready
    /// The messages as a model reads them.
    var messages: [JSONValue] = []
    var error: String?
    /// The model, which a conversation keeps.
    var model: (uuid: String, name: String)?
    var changedAt: Timestamp
    /// It ends when LangBot stops, so that no snapshot has it.
    var run: Run?

    init(account: String, _ surroundings: Surroundings) {
        uuid = surroundings.uuid()
        self.account = account
        changedAt = surroundings.now()
    }

    /// The calls of tools that the last message asks for.
    var calls: [JSONValue] { messages.last?["tool_calls"]?.arrayValue ?? [] }

    /// The first 80 characters of what the user said first.
    var title: String {
        let first = messages.first { $0["role"] == "user" }?["content"]?.stringValue ?? ""
        return String(String.UnicodeScalarView(first.unicodeScalars.prefix(80)))
    }

    /// The conversation as its user sees it.
    var shown: JSONValue {
        [
            "error": error.map(JSONValue.string) ?? .null, "messages": .array(messages.compactMap(shown)),
            "model_name": model.map { .string($0.name) } ?? .null,
            "model_uuid": model.map { .string($0.uuid) } ?? .null,
            "pending": .array(status == .approval ? calls.map(Self.called) : []), "revision": .integer(revision),
            "status": .string(status.rawValue), "uuid": .string(uuid),
        ]
    }

    private func shown(_ message: JSONValue) -> JSONValue? {
        guard let content = message["content"]?.stringValue, !content.isEmpty else { return nil }
        var shown: JSONObject = ["content": .string(content), "role": message["role"] ?? .null]
        if message["role"] == "tool" {
            let asked = messages.flatMap { $0["tool_calls"]?.arrayValue ?? [] }
            let call = asked.last { $0["id"] == message["tool_call_id"] }.map(Self.called)
            let result = (try? JSONValue(parsing: content)) ?? .null
            shown["tool"] = [
                "arguments": call?["arguments"] ?? [:], "name": call?["name"] ?? "", "result": result,
            ]
        }
        return .object(shown)
    }

    private static func called(_ call: JSONValue) -> JSONValue {
        ["arguments": arguments(of: call) ?? [:], "name": call["function"]?["name"] ?? ""]
    }

    /// The arguments of a call; nil if they are no JSON.
    static func arguments(of call: JSONValue) -> JSONValue? {
        let text = call["function"]?["arguments"]?.stringValue ?? ""
        return try? JSONValue(parsing: text.isEmpty ? "{}" : text)
    }

    var snapshot: JSONValue {
        [
            "uuid": .string(uuid), "account": .string(account), "revision": .integer(revision),
            "status": .string(status.rawValue), "messages": .array(messages),
            "error": error.map(JSONValue.string) ?? .null,
            "model": model.map { [.string($0.uuid), .string($0.name)] } ?? .null,
            "changed_at": .integer(changedAt.microseconds),
        ]
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        uuid = try reader.text("uuid")
        account = try reader.text("account")
        revision = try reader.integer("revision")
        let name = try reader.text("status")
        guard let status = Status(rawValue: name) else {
            throw MockInputError("'\(name)' is not a status of a conversation")
        }
        self.status = status
        messages = try reader.array("messages")
        error = reader.value["error"]?.stringValue
        if let uuid = reader.value["model"]?[0]?.stringValue, let name = reader.value["model"]?[1]?.stringValue {
            model = (uuid, name)
        }
        changedAt = Timestamp(microseconds: try reader.integer("changed_at"))
    }
}
