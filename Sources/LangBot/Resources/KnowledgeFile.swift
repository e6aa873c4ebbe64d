/// A document in a knowledge base.
public struct KnowledgeFile: DatedObject, Identifiable {
    /// What the server calls a document of a knowledge base.
    public typealias ID = Identifier<KnowledgeFile>

    /// A document that was uploaded, and can be stored in a knowledge base once.
    public enum Upload {
        /// What the server calls an upload, which is not what it calls the document of a knowledge base.
        public typealias ID = Identifier<Upload>
    }

    /// The processing state of a document.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Queued.
        public static let pending = Status(rawValue: "pending")
        /// Being parsed and indexed.
        public static let processing = Status(rawValue: "processing")
        /// Indexed and searchable.
        public static let completed = Status(rawValue: "completed")
        /// Processing failed.
        public static let failed = Status(rawValue: "failed")
        /// Processing was interrupted because the server stopped; in 4.11.
        public static let interrupted = Status(rawValue: "interrupted")
    }

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }
    /// The file name; since 4.10 the name of the stored upload, which does not contain the original name.
    public var filename: String { self[text: "file_name"] ?? "" }
    /// The file name extension, such as `txt`.
    public var fileExtension: String? { self[text: "extension"] }
    /// The processing state.
    public var status: Status? { self[text: "status"].map(Status.init(rawValue:)) }
}
