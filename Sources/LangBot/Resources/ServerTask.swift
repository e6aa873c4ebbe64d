public import Foundation

/// A background task of the server.
///
/// The server sends more with a user token than with an API key; the properties read both forms.
public struct ServerTask: ServerObject, Identifiable {
    /// The number of a task.
    public typealias ID = NumericIdentifier<ServerTask>

    /// The state of a task.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// In progress, as reported to API keys.
        public static let running = Status(rawValue: "running")
        /// In progress, as reported to signed-in users.
        public static let pending = Status(rawValue: "PENDING")
        /// Finished, successfully or not, as reported to signed-in users.
        public static let finished = Status(rawValue: "FINISHED")
        /// Succeeded, as reported to API keys.
        public static let succeeded = Status(rawValue: "succeeded")
        /// Succeeded, as documented.
        public static let completed = Status(rawValue: "completed")
        /// Failed, as reported to API keys.
        public static let failed = Status(rawValue: "failed")
        /// Cancelled, as reported to API keys.
        public static let cancelled = Status(rawValue: "cancelled")
    }

    /// What a task does.
    ///
    /// Servers may define further ones.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// It installs, upgrades or deletes a plugin.
        public static let plugin: Kind = "plugin-operation"
        /// It processes a document.
        public static let knowledge: Kind = "knowledge-operation"
        /// It connects to an MCP server.
        public static let mcp: Kind = "mcp-operation"
        /// It handles a message.
        public static let query: Kind = "query"
        /// It runs a bot.
        public static let platformAdapter: Kind = "platform-adapter"
        /// It keeps the server going.
        public static let system: Kind = "system-task"
    }

    /// Who started a task.
    ///
    /// Servers may define further ones.
    public struct Origin: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A user or an API key.
        public static let user: Origin = "user"
        /// The server itself.
        public static let system: Origin = "system"
    }

    /// How a task ended.
    public enum Outcome: Hashable, Sendable {
        /// The task succeeded.
        case succeeded
        /// The task failed.
        case failed
        /// The task was cancelled.
        case cancelled
    }

    public static let memberRules: [String: MemberRule] = ["id": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The numeric identifier.
    public var id: ID { number() }
    /// What the task does.
    public var kind: Kind? { self[text: "kind"].map(Kind.init(rawValue:)) }
    /// Who started the task.
    public var origin: Origin? { self[text: "task_type"].map(Origin.init(rawValue:)) }
    /// The name; only with a user token.
    public var name: String? { self[text: "name"] }
    /// The description; only with a user token.
    public var label: String? { self[text: "label"] }
    /// The state of the task.
    public var status: Status? {
        (self[text: "status"] ?? runtime?["state"]?.stringValue).map(Status.init(rawValue:))
    }
    /// How the task ended, in any of the reported forms; nil while it is in progress.
    public var outcome: Outcome? {
        if let status = self[text: "status"] {
            return switch Status(rawValue: status) {
            case .succeeded, .completed: .succeeded
            case .failed: .failed
            case .cancelled: .cancelled
            default: nil
            }
        }
        guard let runtime, runtime["done"]?.boolValue == true else { return nil }
        if runtime["state"]?.stringValue?.lowercased() == "cancelled" { return .cancelled }
        return failure == nil ? .succeeded : .failed
    }

    /// Why the task failed; nil if it did not.
    ///
    /// With an API key, the server does not say why.
    public var failure: String? {
        fields["error"]?["message"]?.stringValue ?? self[text: "error"] ?? runtime?["exception"]?.stringValue
    }
    /// The current step, in the server's words; only with a user token.
    public var currentAction: String? { fields["task_context"]?["current_action"]?.stringValue }
    /// The result; `null` until there is one.
    public var result: JSONValue { fields["result"] ?? runtime?["result"] ?? .null }
    /// When the task was created; nil if the release does not report it.
    public var createdAt: Date? { date("created_at") }

    private var runtime: JSONObject? { self[object: "runtime"] }
}
