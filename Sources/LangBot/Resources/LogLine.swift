public import Foundation

/// A log line of a plugin or an MCP server.
public struct LogLine: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The severity, such as `info` or `error`.
    public var level: String? { self[text: "level"] }
    /// The message text.
    public var text: String { self[text: "text"] ?? "" }
    /// When it was written.
    public var timestamp: Date? { date("ts") }
}
