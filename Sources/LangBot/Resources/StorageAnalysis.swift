public import Foundation

/// What a server stores, since 4.9.
public struct StorageAnalysis: ServerObject {
    public static let memberRules: [String: MemberRule] = ["sections": .objects(StorageSection.self)]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The folders and files, such as the database and uploads.
    public var sections: [StorageSection] { objects("sections") }
    /// The size of everything measured in bytes, since 4.11 with the other processes.
    public var bytes: Int { self[integer: "total_size_bytes"] ?? sections.map(\.bytes).saturatingSum }
    /// The kind of database and the numbers of its records.
    public var database: JSONObject { self[object: "database"] ?? [:] }
    /// How long files are kept, in days, such as `log_retention_days`.
    public var cleanupPolicy: JSONObject { self[object: "cleanup_policy"] ?? [:] }
    /// The files that the next cleanup deletes, by their kind.
    public var cleanupCandidates: JSONObject { self[object: "cleanup_candidates"] ?? [:] }
    /// The numbers of background tasks that the server remembers.
    public var tasks: JSONObject { self[object: "tasks"] ?? [:] }
    /// The processes of the server and what they store, since 4.11; empty before.
    public var processes: [JSONValue] { self[array: "processes"] ?? [] }
    /// When the server measured.
    public var measuredAt: Date? { date("generated_at") }
}

/// A folder or file of a server, since 4.9.
public struct StorageSection: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["key": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// What is stored there, such as `database` or `logs`.
    public var id: String { identity("key") }
    /// The path on the server.
    public var path: String { self[text: "path"] ?? "" }
    /// Whether it exists.
    public var exists: Bool { self[flag: "exists"] ?? false }
    /// The number of files.
    public var files: Int { self[integer: "file_count"] ?? 0 }
    /// The size in bytes.
    public var bytes: Int { self[integer: "size_bytes"] ?? 0 }
}
