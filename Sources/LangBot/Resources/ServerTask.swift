public import Foundation

/// Something that the server is doing or has done in the background.
///
/// With a user's token the server answers with more than with an API key; the properties read both.
public struct ServerTask: ServerObject, Identifiable {
    /// The number of a task.
    public struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible, ExpressibleByIntegerLiteral {
        public let rawValue: Int64

        public init(rawValue: Int64) { self.rawValue = rawValue }

        public init(integerLiteral value: Int64) { self.init(rawValue: value) }

        init?(_ value: JSONValue) {
            guard let number = value.integerValue else { return nil }
            self.init(rawValue: number)
        }

        /// The decimal form used in paths.
        public var description: String { String(rawValue) }
    }

    /// How far a task is; the server may know further states.
    public struct Status: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Under way, in the words that an API key gets.
        public static let running = Status(rawValue: "running")
        /// Under way, in the words that a user gets.
        public static let pending = Status(rawValue: "PENDING")
        /// Over, well or not, in the words that a user gets.
        public static let finished = Status(rawValue: "FINISHED")
        /// Over and done, in the words that an API key gets.
        public static let succeeded = Status(rawValue: "succeeded")
        /// Over and done, in the words of the document.
        public static let completed = Status(rawValue: "completed")
        /// Over and not done, in the words that an API key gets.
        public static let failed = Status(rawValue: "failed")
        /// Ended, in the words that an API key gets.
        public static let cancelled = Status(rawValue: "cancelled")
    }

    /// How a task ended.
    public enum Outcome: Hashable, Sendable {
        /// It is done.
        case succeeded
        /// It went wrong.
        case failed
        /// It was ended.
        case cancelled
    }

    public static let requiredMembers = ["id"]

    public var members: ServerMembers

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
    /// How it ended, whichever words say so; nil while it is under way.
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

    /// Why it failed; nil when it did not.
    ///
    /// API keys are told no more than that it failed.
    public var failure: String? {
        fields["error"]?["message"]?.stringValue ?? self[text: "error"] ?? runtime?["exception"]?.stringValue
    }
    /// What it is busy with, in the server's words; only with a user's token.
    public var currentAction: String? { fields["task_context"]?["current_action"]?.stringValue }
    /// What came out; `null` while there is nothing.
    public var result: JSONValue { fields["result"] ?? runtime?["result"] ?? .null }
    /// When it began, where the release says so.
    public var createdAt: Date? { date("created_at") }

    private var runtime: JSONObject? { self[object: "runtime"] }
}
