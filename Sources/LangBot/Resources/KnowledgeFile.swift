/// A document in a knowledge base.
public struct KnowledgeFile: DatedObject {
    /// How far the server is with a document; it may know further states.
    public struct Status: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a status of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a status of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Waiting.
        public static let pending = Status(rawValue: "pending")
        /// Being taken in.
        public static let processing = Status(rawValue: "processing")
        /// Ready to be found.
        public static let completed = Status(rawValue: "completed")
        /// Not taken in.
        public static let failed = Status(rawValue: "failed")
        /// Not taken in, since the server stopped meanwhile; in 4.11.
        public static let interrupted = Status(rawValue: "interrupted")
    }

    /// The identifier.
    public static let requiredMembers = ["uuid"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a document of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }
    /// The name of the file; since 4.10 that of the upload, which the original name is not part of.
    public var fileName: String { self[text: "file_name"] ?? "" }
    /// The kind of file, such as `txt`.
    public var fileExtension: String? { self[text: "extension"] }
    /// How far the server is with it.
    public var status: Status? { self[text: "status"].map(Status.init(rawValue:)) }
}
