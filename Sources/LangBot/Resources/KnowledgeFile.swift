/// A document in a knowledge base.
public struct KnowledgeFile: DatedObject, Identifiable {
    /// The processing state of a document.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
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

    public static let requiredMembers = ["uuid"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var uuid: String { self[text: "uuid"] ?? "" }
    /// The ``uuid``.
    public var id: String { uuid }
    /// The file name; since 4.10 the name of the stored upload, which does not contain the original name.
    public var filename: String { self[text: "file_name"] ?? "" }
    /// The file name extension, such as `txt`.
    public var fileExtension: String? { self[text: "extension"] }
    /// The processing state.
    public var status: Status? { self[text: "status"].map(Status.init(rawValue:)) }
}
