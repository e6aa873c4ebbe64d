public import Foundation

/// What the server is doing in the background.
///
/// Source: `/api/v1/system/tasks`, which the guide's last sentence opens to API keys; 4.5 asks for a user's token.
public struct ServerTasks: Sendable {
    let core: ClientCore

    /// The tasks that the server remembers.
    public func list() async throws -> [ServerTask] {
        try await core.answer(to: APIOperation("task.list", .get, "system", "tasks")).list("tasks")
    }

    /// The task of that identifier.
    public func get(_ id: ServerTask.ID) async throws -> ServerTask {
        try await core.answer(to: APIOperation("task.get", .get, "system", "tasks", id.description)).object()
    }
}

/// Something that the server is doing or has done in the background.
///
/// With a user's token the server answers with more than with an API key; the properties read both.
public struct ServerTask: ServerObject, Identifiable {
    /// The number of a task.
    public struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible, ExpressibleByIntegerLiteral {
        /// The number.
        public let rawValue: Int64

        /// Makes an identifier of a number.
        public init(rawValue: Int64) { self.rawValue = rawValue }

        /// Makes an identifier of a number.
        public init(integerLiteral value: Int64) { self.init(rawValue: value) }

        init?(_ value: JSONValue) {
            guard let number = value.integerValue else { return nil }
            self.init(rawValue: number)
        }

        /// The number as it stands in a path.
        public var description: String { String(rawValue) }
    }

    /// How far a task is; the server may know further states.
    public struct Status: RawRepresentable, Hashable, Sendable {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a status of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Under way, in the words that an API key gets.
        public static let running = Status(rawValue: "running")
        /// Under way, in the words that a user gets.
        public static let pending = Status(rawValue: "PENDING")
        /// Over, in the words that a user gets.
        public static let finished = Status(rawValue: "FINISHED")
    }

    /// The number.
    public static let requiredMembers = ["id"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a task of members.
    public init(members: ServerMembers) { self.members = members }

    /// The number.
    public var id: ID { fields["id"].flatMap(ID.init) ?? ID(rawValue: -1) }
    /// What it is about, such as `mcp-operation`.
    public var kind: String? { self[text: "kind"] }
    /// Who started it, `user` or `system`.
    public var type: String? { self[text: "task_type"] }
    /// The name; only with a user's token.
    public var name: String? { self[text: "name"] }
    /// A text for people; only with a user's token.
    public var label: String? { self[text: "label"] }
    /// How far it is.
    public var status: Status? {
        (self[text: "status"] ?? runtime?["state"]?.stringValue).map(Status.init(rawValue:))
    }
    /// Whether it is over, well or not; nil when the answer does not say so.
    public var isDone: Bool? {
        runtime?["done"]?.boolValue ?? self[text: "status"].map { Status(rawValue: $0) != .running }
    }
    /// Why it failed; nil when it did not.
    public var failure: String? { self[text: "error"] ?? runtime?["exception"]?.stringValue }
    /// What came out; `null` while there is nothing.
    public var result: JSONValue { fields["result"] ?? runtime?["result"] ?? .null }
    /// When it began, where the release says so.
    public var createdAt: Date? { date("created_at") }

    private var runtime: JSONObject? { self[object: "runtime"] }
}
